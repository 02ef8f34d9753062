import { identityPoolsModel } from './identity-pools.model.js';
import { userPoolsModel } from './user-pools.model.js';
import { InputValidation } from './validation.js';

/** The inputs of cognito-idp. */
export const userPoolInputs = new InputValidation(userPoolsModel, 'InvalidParameterException');

/** The inputs of cognito-identity. */
export const identityPoolInputs = new InputValidation(identityPoolsModel, 'ValidationException');
