resource "aws_dynamodb_table" "portal" {
  name                        = "clinic-portal-${var.environment}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = local.table.hashKey
  range_key                   = local.table.rangeKey
  deletion_protection_enabled = var.protected
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"

  dynamic "attribute" {
    for_each = local.table.attributes

    content {
      name = attribute.value.name
      type = attribute.value.type
    }
  }

  dynamic "global_secondary_index" {
    for_each = local.table.globalSecondaryIndexes

    content {
      name            = global_secondary_index.value.name
      hash_key        = global_secondary_index.value.hashKey
      range_key       = global_secondary_index.value.rangeKey
      projection_type = global_secondary_index.value.projectionType
    }
  }

  ttl {
    attribute_name = local.table.timeToLiveAttribute
    enabled        = true
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 35
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.portal.arn
  }
}

# Point-in-time recovery reaches back 35 days and goes with the table; these copies stay.
resource "aws_backup_vault" "portal" {
  name        = "portal-${var.environment}"
  kms_key_arn = aws_kms_key.portal.arn
}

resource "aws_backup_plan" "portal" {
  name = "portal-${var.environment}"

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.portal.name
    schedule          = "cron(0 5 * * ? *)"
    start_window      = 60
    completion_window = 240

    lifecycle {
      delete_after = 35
    }
  }

  rule {
    rule_name         = "monthly"
    target_vault_name = aws_backup_vault.portal.name
    schedule          = "cron(0 6 1 * ? *)"
    start_window      = 60
    completion_window = 720

    lifecycle {
      delete_after = 400
    }
  }
}

resource "aws_backup_selection" "portal" {
  name         = "portal-${var.environment}"
  plan_id      = aws_backup_plan.portal.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = [aws_dynamodb_table.portal.arn]
}

resource "aws_iam_role" "backup" {
  name               = "portal-backup-${var.environment}"
  assume_role_policy = data.aws_iam_policy_document.assumed_by_backup.json
}

resource "aws_iam_role_policy_attachment" "backup" {
  for_each = toset(["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"])

  role       = aws_iam_role.backup.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/${each.key}"
}

data "aws_iam_policy_document" "assumed_by_backup" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}
