import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  {
    ignores: [
      'docs/openapi.d.ts',
      '**/dist/',
      'coverage/',
      'reports/',
      '.local/',
      'infra/.tools/',
      '**/*.mjs',
      '**/*.cjs',
      '**/*.config.js',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Nest types its option bags as classes and expects literals
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-console': 'error',
      // deprecated in favour of aws-amplify, and still what many browsers run: the embedded user pool has to serve it
      '@typescript-eslint/no-deprecated': [
        'error',
        {
          allow: [
            {
              from: 'package',
              package: 'amazon-cognito-identity-js',
              name: [
                'AuthenticationDetails',
                'CognitoUser',
                'CognitoUserPool',
                'CognitoUserSession',
                'IAuthenticationDetailsData',
              ],
            },
            // marked so to stand out: the embedded pool is plain http on loopback
            { from: 'package', package: 'openid-client', name: 'allowInsecureRequests' },
          ],
        },
      ],
    },
  },
);
