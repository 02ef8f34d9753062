# Events are written in the transaction of the change that they tell of. The stream hands them to this function at once;
# what fails ten times goes to the queue, and a schedule delivers what was left.
resource "aws_lambda_function" "outbox" {
  # checkov:skip=CKV_AWS_116:the stream's mapping has the failure queue
  # checkov:skip=CKV_AWS_117:the table is reached over TLS, and a function outside the VPC needs no NAT gateway
  # checkov:skip=CKV_AWS_115:the account's limit is shared on purpose: a limit of its own would turn people away at sign-in
  # checkov:skip=CKV_AWS_272:the pipeline's role alone may change the code; signing would add a second pipeline
  function_name    = "portal-outbox-${var.environment}"
  description      = "Delivers events of the table's stream"
  role             = aws_iam_role.outbox.arn
  runtime          = "nodejs24.x"
  architectures    = ["arm64"]
  handler          = "outbox.handler"
  filename         = "${local.lambda_directory}/outbox.zip"
  source_code_hash = filebase64sha256("${local.lambda_directory}/outbox.zip")
  timeout          = 60
  memory_size      = 512
  kms_key_arn      = aws_kms_key.portal.arn

  environment {
    variables = local.function_environment
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.outbox.name
  }

  tracing_config {
    mode = "Active"
  }
}

resource "aws_lambda_event_source_mapping" "outbox" {
  event_source_arn                   = aws_dynamodb_table.portal.stream_arn
  function_name                      = aws_lambda_function.outbox.arn
  starting_position                  = "TRIM_HORIZON"
  batch_size                         = 100
  maximum_batching_window_in_seconds = 0
  maximum_retry_attempts             = 10
  # the stream keeps records for a day; half of it leaves time for the queue to be read
  maximum_record_age_in_seconds  = 43200
  bisect_batch_on_function_error = true
  parallelization_factor         = 2

  # of all changes only new change records
  filter_criteria {
    filter {
      pattern = jsonencode({
        eventName = ["INSERT"]
        dynamodb  = { Keys = { SK = { S = [{ prefix = "CHANGE#" }] } } }
      })
    }
  }

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.outbox_failures.arn
    }
  }
}

resource "aws_sqs_queue" "outbox_failures" {
  name                      = "portal-outbox-failures-${var.environment}"
  message_retention_seconds = 1209600
  kms_master_key_id         = aws_kms_key.portal.arn
}

resource "aws_cloudwatch_log_group" "outbox" {
  name              = "/portal/outbox-${var.environment}"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.portal.arn
}

resource "aws_iam_role" "outbox" {
  name               = "portal-outbox-${var.environment}"
  assume_role_policy = data.aws_iam_policy_document.assumed_by_lambda.json
}

resource "aws_iam_role_policy" "outbox" {
  name   = "outbox"
  role   = aws_iam_role.outbox.id
  policy = data.aws_iam_policy_document.outbox.json
}

data "aws_iam_policy_document" "outbox" {
  source_policy_documents = [data.aws_iam_policy_document.functions.json, data.aws_iam_policy_document.event_delivery.json]

  statement {
    sid       = "ReadTheStream"
    actions   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
    resources = [aws_dynamodb_table.portal.stream_arn]
  }

  statement {
    sid     = "FindTheStream"
    actions = ["dynamodb:ListStreams"]
    # DynamoDB knows no resource for it
    resources = ["*"]
  }

  statement {
    sid       = "KeepWhatFailed"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.outbox_failures.arn]
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.outbox.arn}:*"]
  }
}

# reads and marks what it delivers
data "aws_iam_policy_document" "event_delivery" {
  statement {
    sid = "ReadAndMarkEvents"
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:ConditionCheckItem",
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ]
    resources = [aws_dynamodb_table.portal.arn, "${aws_dynamodb_table.portal.arn}/index/*"]
  }
}
