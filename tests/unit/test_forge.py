"""Where a file can be changed, on each kind of site that keeps repositories."""

import pytest
from exercise_library.pages.forge import edit_path, repository


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("https://github.com/clinic/exercises", "https://github.com/clinic/exercises/edit/main/"),
        ("https://github.com/clinic/exercises.git/", "https://github.com/clinic/exercises/edit/main/"),
        ("https://gitlab.com/clinic/care/exercises.git", "https://gitlab.com/clinic/care/exercises/-/edit/main/"),
        ("https://gitlab.clinic.example/exercises", "https://gitlab.clinic.example/exercises/-/edit/main/"),
        ("https://gitea.clinic.example/care/exercises", "https://gitea.clinic.example/care/exercises/_edit/main/"),
        ("https://codeberg.org/clinic/exercises.git", "https://codeberg.org/clinic/exercises/_edit/main/"),
        ("https://bitbucket.org/clinic/exercises.git", "https://bitbucket.org/clinic/exercises/src/main/"),
    ],
)
def test_a_file_is_changed_where_its_host_says(address: str, file: str) -> None:
    found = repository(address)
    assert f"{found}/{edit_path(found)}" == file
