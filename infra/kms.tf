resource "aws_kms_key" "portal" {
  description             = "Data at rest of clinic portal ${var.environment}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "portal" {
  name          = "alias/portal-${var.environment}"
  target_key_id = aws_kms_key.portal.key_id
}

data "aws_iam_policy_document" "key" {
  # checkov:skip=CKV_AWS_111:a key's own policy: * is this key
  # checkov:skip=CKV_AWS_356:a key's own policy: * is this key
  # checkov:skip=CKV_AWS_109:a key's own policy: * is this key
  # the account's own policies decide who else may use the key; without this statement nobody could manage it
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account}:root"]
    }
  }

  statement {
    sid       = "LogGroups"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${local.partition}:logs:${var.region}:${local.account}:log-group:*"]
    }
  }

  # alarms publish to an encrypted topic, and services send to encrypted queues
  statement {
    sid       = "AlarmsAndSchedules"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}
