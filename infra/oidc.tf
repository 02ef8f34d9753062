# The pipeline signs in to AWS with the token that GitHub gives a job: no key of AWS is stored anywhere. An account has one
# provider for GitHub; where it exists already, import it.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "pipeline" {
  name                 = "portal-pipeline-${var.environment}"
  description          = "Releases from GitHub"
  assume_role_policy   = data.aws_iam_policy_document.assumed_by_pipeline.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "pipeline" {
  name   = "release"
  role   = aws_iam_role.pipeline.id
  policy = data.aws_iam_policy_document.pipeline.json
}

data "aws_iam_policy_document" "assumed_by_pipeline" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    # jobs of this environment alone: GitHub asks its reviewers first
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.github_repository}:environment:${var.environment}"]
    }
  }
}

# Pushes an image and page files, and moves the service and the functions to new code. It changes no infrastructure.
data "aws_iam_policy_document" "pipeline" {
  statement {
    sid     = "SignInToTheRegistry"
    actions = ["ecr:GetAuthorizationToken"]
    # ECR knows no resource for it
    resources = ["*"]
  }

  statement {
    sid = "PushTheImage"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]
    resources = [aws_ecr_repository.api.arn]
  }

  statement {
    sid       = "MoveTheService"
    actions   = ["ecs:DescribeServices", "ecs:UpdateService"]
    resources = [aws_ecs_service.api.id]
  }

  statement {
    sid     = "DescribeTaskDefinitions"
    actions = ["ecs:DescribeTaskDefinition"]
    # ECS knows no resource for it
    resources = ["*"]
  }

  statement {
    sid       = "RegisterTaskDefinitions"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = ["arn:${local.partition}:ecs:${var.region}:${local.account}:task-definition/${aws_ecs_task_definition.api.family}:*"]
  }

  statement {
    sid       = "HandOverRoles"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.execution.arn, aws_iam_role.task.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  statement {
    sid     = "MoveTheFunctions"
    actions = ["lambda:GetFunction", "lambda:UpdateFunctionCode"]
    resources = [
      aws_lambda_function.cognito_triggers.arn,
      aws_lambda_function.outbox.arn,
    ]
  }

  statement {
    sid       = "PublishThePage"
    actions   = ["s3:DeleteObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.web.arn}/*"]
  }

  statement {
    sid       = "ListThePage"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.web.arn]
  }

  statement {
    sid       = "RefreshThePage"
    actions   = ["cloudfront:CreateInvalidation"]
    resources = [aws_cloudfront_distribution.web.arn]
  }

  statement {
    sid       = "KeyOfTheRegistry"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.portal.arn]
  }
}
