// What ESLint looks for in our scripts. Whether a name is known, TypeScript's checker says (tsconfig.json).

import javascript from "@eslint/js";

// What some browser lacks that docs/contribute/scripts.md names.
const YOUNGER = [
  ...["toSorted", "toReversed", "toSpliced", "groupBy", "fromAsync", "withResolvers", "isSubsetOf", "difference"],
  ...["checkVisibility", "requestIdleCallback", "canParse", "moveBefore"],
];

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
        ...YOUNGER.map((property) => ({ property, message: "Safari 15.4 and Chrome 105 have it not: see scripts.md." })),
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "Literal[regex.pattern=/\\(\\?<[=!]/]", message: "Safari before 16.4 knows no look-behind." },
        { selector: "StaticBlock", message: "Safari before 16.4 knows no static blocks." },
      ],
    },
  },
];
