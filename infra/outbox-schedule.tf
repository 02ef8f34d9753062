# What is due again, and what the stream left: the same function, once a minute.
resource "aws_scheduler_schedule" "outbox" {
  name                = "portal-outbox-${var.environment}"
  description         = "Starts the outbox every minute"
  schedule_expression = "rate(1 minute)"
  kms_key_arn         = aws_kms_key.portal.arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.outbox.arn
    role_arn = aws_iam_role.outbox_schedule.arn

    # the next run comes in a minute anyway
    retry_policy {
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 1
    }

    dead_letter_config {
      arn = aws_sqs_queue.outbox_failures.arn
    }
  }
}

resource "aws_iam_role" "outbox_schedule" {
  name               = "portal-outbox-schedule-${var.environment}"
  assume_role_policy = data.aws_iam_policy_document.assumed_by_scheduler.json
}

resource "aws_iam_role_policy" "outbox_schedule" {
  name   = "start"
  role   = aws_iam_role.outbox_schedule.id
  policy = data.aws_iam_policy_document.outbox_schedule.json
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

data "aws_iam_policy_document" "outbox_schedule" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_function.outbox.arn]
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
