resource "aws_lambda_function" "cognito_triggers" {
  # checkov:skip=CKV_AWS_116:Cognito calls it synchronously: nothing is left over to queue
  # checkov:skip=CKV_AWS_117:the table is reached over TLS, and a function outside the VPC needs no NAT gateway
  # checkov:skip=CKV_AWS_115:the account's limit is shared on purpose: a limit of its own would turn people away at sign-in
  # checkov:skip=CKV_AWS_272:the pipeline's role alone may change the code; signing would add a second pipeline
  function_name    = "portal-cognito-triggers-${var.environment}"
  description      = "Answers every trigger of the user pool"
  role             = aws_iam_role.cognito_triggers.arn
  runtime          = "nodejs24.x"
  architectures    = ["arm64"]
  handler          = "cognito-triggers.handler"
  filename         = "${local.lambda_directory}/cognito-triggers.zip"
  source_code_hash = filebase64sha256("${local.lambda_directory}/cognito-triggers.zip")
  # Cognito waits 5 s, and gives each of three attempts as long
  timeout = 5
  # CPU grows with memory: what is charged stays about the same, and a cold start ends sooner
  memory_size = 1024
  kms_key_arn = aws_kms_key.portal.arn

  environment {
    variables = local.function_environment
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.cognito_triggers.name
  }

  tracing_config {
    mode = "Active"
  }
}

locals {
  # Lambda sets AWS_REGION itself
  function_environment = {
    NODE_OPTIONS = "--enable-source-maps"
    TABLE_NAME   = aws_dynamodb_table.portal.name
  }
}

resource "aws_lambda_permission" "cognito_triggers" {
  statement_id   = "user-pool"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.cognito_triggers.function_name
  principal      = "cognito-idp.amazonaws.com"
  source_arn     = aws_cognito_user_pool.portal.arn
  source_account = local.account
}

resource "aws_cloudwatch_log_group" "cognito_triggers" {
  name              = "/portal/cognito-triggers-${var.environment}"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.portal.arn
}

resource "aws_iam_role" "cognito_triggers" {
  name               = "portal-cognito-triggers-${var.environment}"
  assume_role_policy = data.aws_iam_policy_document.assumed_by_lambda.json
}

resource "aws_iam_role_policy" "cognito_triggers" {
  name   = "triggers"
  role   = aws_iam_role.cognito_triggers.id
  policy = data.aws_iam_policy_document.cognito_triggers.json
}

data "aws_iam_policy_document" "assumed_by_lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "cognito_triggers" {
  source_policy_documents = [data.aws_iam_policy_document.functions.json]

  statement {
    sid       = "ReadAndWriteProfiles"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
    resources = [aws_dynamodb_table.portal.arn]
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.cognito_triggers.arn}:*"]
  }
}

# what each function needs besides its own work
data "aws_iam_policy_document" "functions" {
  statement {
    sid       = "UseTheKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.portal.arn]
  }

  statement {
    sid     = "WriteTraces"
    actions = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
    # X-Ray knows no resources for these two
    resources = ["*"]
  }
}
