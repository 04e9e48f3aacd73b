// Physical left and right are refused: the same sheet must serve right-to-left shops. Block-axis names
// (top, bottom) do not change with the writing direction of any script we ship and stay allowed.
const physical = [
  '/^(margin|padding|scroll-margin|scroll-padding)-(left|right)$/',
  '/^border-(left|right)(-.+)?$/',
  '/^border-(top|bottom)-(left|right)-radius$/',
  'left',
  'right',
  'float',
  'clear',
]

export default {
  rules: {
    'at-rule-no-unknown': true,
    'block-no-empty': true,
    'color-named': 'never',
    'color-no-hex': true,
    'color-no-invalid-hex': true,
    'custom-property-no-missing-var-function': true,
    'declaration-block-no-duplicate-custom-properties': true,
    'declaration-block-no-duplicate-properties': true,
    'declaration-block-no-shorthand-property-overrides': true,
    'declaration-no-important': true,
    // Type, radius, room and time have names in tokens.css; of a letter's own size (em, ch) is another matter.
    'declaration-property-unit-disallowed-list': {
      'font-size': ['px', 'rem'],
      '/^border(-.+)?-radius$/': ['px', 'rem', 'em', '%'],
      '/^(margin|padding|gap|row-gap|column-gap)(-.+)?$/': ['px', 'rem', 'em'],
      '/^(animation|transition)(-.+)?$/': ['s', 'ms'],
    },
    'declaration-property-value-disallowed-list': {
      'text-align': ['left', 'right'],
      'caption-side': ['left', 'right'],
      'transform-origin': ['/left/', '/right/'],
      // Four values name a left and a right one by their place.
      '/^(padding|margin|inset|border-(width|color|style|radius))$/': ['/^\\S+\\s+\\S+\\s+\\S+\\s+\\S+$/'],
    },
    'font-family-no-duplicate-names': true,
    'function-calc-no-unspaced-operator': true,
    'function-disallowed-list': ['rgb', 'rgba', 'hsl', 'hsla'],
    'keyframe-block-no-duplicate-selectors': true,
    'keyframe-declaration-no-important': true,
    'max-nesting-depth': 3,
    'media-feature-name-no-unknown': true,
    'no-duplicate-at-import-rules': true,
    'no-empty-source': true,
    'no-invalid-double-slash-comments': true,
    'property-disallowed-list': physical,
    'property-no-unknown': true,
    'selector-max-id': 0,
    'selector-pseudo-class-no-unknown': true,
    'selector-pseudo-element-no-unknown': true,
    'selector-type-no-unknown': true,
    'unit-no-unknown': true,
  },
  overrides: [
    {
      // The one place where a colour has a value; everywhere else it has a name.
      files: ['**/renderer/styles/tokens.css', 'renderer/styles/tokens.css'],
      rules: {
        'color-no-hex': null,
        'color-named': null,
        'function-disallowed-list': null,
      },
    },
    {
      // What is read out and not seen is one pixel, whatever the scale.
      files: ['**/renderer/styles/base.css', 'renderer/styles/base.css'],
      rules: { 'declaration-property-unit-disallowed-list': null },
    },
  ],
}
