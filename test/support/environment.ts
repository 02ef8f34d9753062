// The one place where tests change the process environment: it silences the SDK's notice about Node 20 and gives the
// SDK credentials that no AWS account would accept, so that a test can never reach a real one by accident. Only who sets
// COGNITO_TEST_ENDPOINT to an address of AWS keeps their own.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
if (!/\.amazonaws\.com\/?$/.test(process.env['COGNITO_TEST_ENDPOINT'] ?? '')) {
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  process.env['AWS_REGION'] = 'us-east-1';
}

// Node 21 and newer have a global `navigator`, but without the `appName` of a browser. amazon-cognito-identity-js and
// Amplify take that for a very old browser and choose their slowest arithmetic: an SRP sign-in then takes half a minute
// instead of less than a second. Without the global they calculate as they do on Node 20 and in every real browser.
Reflect.deleteProperty(globalThis, 'navigator');
