/** Enough to build the application; it is never started, so nothing here is ever reached. */
export const unstartedEnvironment = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'silent',
  AWS_REGION: 'us-east-1',
  COGNITO_USER_POOL_ID: 'us-east-1_Nowhere',
  COGNITO_CLIENT_IDS: 'nobody',
  TABLE_NAME: 'nothing',
  // opens the route of the triggers, so that the table shows it too
  COGNITO_TRIGGER_SECRETS: `whsec_${btoa('nobody signs anything with this')}`,
};
