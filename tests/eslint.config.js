// What ESLint looks for in our scripts. Whether a name is known, TypeScript's checker says (tsconfig.json).

import javascript from "@eslint/js";

export default [
  javascript.configs.recommended,
  {
    rules: {
      "no-undef": "off",
      "no-unused-vars": ["error", { args: "all", argsIgnorePattern: "^_" }],
      complexity: ["error", 15],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      // Nothing that a link, a file or a reader says may become HTML.
      "no-restricted-properties": [
        "error",
        { object: "document", property: "write" },
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({ property })),
      ],
    },
  },
];
