resource "aws_lambda_function" "reminders" {
  # checkov:skip=CKV_AWS_116:the schedule has the failure queue
  # checkov:skip=CKV_AWS_117:the table is reached over TLS, and a function outside the VPC needs no NAT gateway
  # checkov:skip=CKV_AWS_115:the account's limit is shared on purpose: a limit of its own would turn people away at sign-in
  # checkov:skip=CKV_AWS_272:the pipeline's role alone may change the code; signing would add a second pipeline
  function_name    = "portal-reminders-${var.environment}"
  description      = "Writes the reminders that are due, and delivers events that the stream left"
  role             = aws_iam_role.reminders.arn
  runtime          = "nodejs24.x"
  architectures    = ["arm64"]
  handler          = "reminders.handler"
  filename         = "${local.lambda_directory}/reminders.zip"
  source_code_hash = filebase64sha256("${local.lambda_directory}/reminders.zip")
  timeout          = 240
  memory_size      = 512
  kms_key_arn      = aws_kms_key.portal.arn

  environment {
    variables = local.function_environment
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.reminders.name
  }

  tracing_config {
    mode = "Active"
  }
}

resource "aws_scheduler_schedule" "reminders" {
  name                = "portal-reminders-${var.environment}"
  description         = "Starts the reminders every five minutes"
  schedule_expression = "rate(5 minutes)"
  kms_key_arn         = aws_kms_key.portal.arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.reminders.arn
    role_arn = aws_iam_role.reminder_schedule.arn

    # the next run comes in five minutes anyway
    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 1
    }

    dead_letter_config {
      arn = aws_sqs_queue.outbox_failures.arn
    }
  }
}

resource "aws_cloudwatch_log_group" "reminders" {
  name              = "/portal/reminders-${var.environment}"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.portal.arn
}

resource "aws_iam_role" "reminders" {
  name               = "portal-reminders-${var.environment}"
  assume_role_policy = data.aws_iam_policy_document.assumed_by_lambda.json
}

resource "aws_iam_role_policy" "reminders" {
  name   = "reminders"
  role   = aws_iam_role.reminders.id
  policy = data.aws_iam_policy_document.reminders.json
}

data "aws_iam_policy_document" "reminders" {
  source_policy_documents = [data.aws_iam_policy_document.functions.json, data.aws_iam_policy_document.event_delivery.json]

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.reminders.arn}:*"]
  }
}

resource "aws_iam_role" "reminder_schedule" {
  name               = "portal-reminder-schedule-${var.environment}"
  assume_role_policy = data.aws_iam_policy_document.assumed_by_scheduler.json
}

resource "aws_iam_role_policy" "reminder_schedule" {
  name   = "start"
  role   = aws_iam_role.reminder_schedule.id
  policy = data.aws_iam_policy_document.reminder_schedule.json
}

data "aws_iam_policy_document" "assumed_by_scheduler" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

data "aws_iam_policy_document" "reminder_schedule" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_function.reminders.arn]
  }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.outbox_failures.arn]
  }

  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.portal.arn]
  }
}
