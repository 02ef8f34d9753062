resource "aws_cognito_identity_pool" "portal" {
  identity_pool_name               = "portal-identities-${var.environment}"
  allow_unauthenticated_identities = false
  # only GetCredentialsForIdentity, which always takes the role from below
  allow_classic_flow = false

  dynamic "cognito_identity_providers" {
    for_each = {
      mobile = aws_cognito_user_pool_client.mobile.id
      web    = aws_cognito_user_pool_client.web.id
    }

    content {
      client_id     = cognito_identity_providers.value
      provider_name = local.identity_provider
      # a user who was signed out everywhere or disabled gets no new credentials
      server_side_token_check = true
    }
  }
}

locals {
  identity_provider = "cognito-idp.${var.region}.amazonaws.com/${aws_cognito_user_pool.portal.id}"
}

# The pre-token-generation trigger writes the claim custom:clinic_id from the stored profile, or keeps it out of the token.
# No app client may write the attribute behind it.
resource "aws_cognito_identity_pool_provider_principal_tag" "portal" {
  identity_pool_id       = aws_cognito_identity_pool.portal.id
  identity_provider_name = local.identity_provider
  use_defaults           = false

  principal_tags = {
    clinic_id = "custom:clinic_id"
    sub       = "sub"
  }
}

resource "aws_cognito_identity_pool_roles_attachment" "portal" {
  identity_pool_id = aws_cognito_identity_pool.portal.id

  roles = {
    authenticated = aws_iam_role.uploader.arn
  }
}

resource "aws_iam_role" "uploader" {
  name                 = "portal-uploader-${var.environment}"
  description          = "What a signed-in user may do with AWS: their own folder of the uploads"
  assume_role_policy   = data.aws_iam_policy_document.assumed_by_identities.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "uploader" {
  name   = "own-folder"
  role   = aws_iam_role.uploader.id
  policy = data.aws_iam_policy_document.own_folder.json
}

data "aws_iam_policy_document" "assumed_by_identities" {
  statement {
    # without TagSession there are no tags, and without tags no folder
    actions = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]

    principals {
      type        = "Federated"
      identifiers = ["cognito-identity.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "cognito-identity.amazonaws.com:aud"
      values   = [aws_cognito_identity_pool.portal.id]
    }

    condition {
      test     = "ForAnyValue:StringLike"
      variable = "cognito-identity.amazonaws.com:amr"
      values   = ["authenticated"]
    }
  }
}

locals {
  own_folder = "clinics/$${aws:PrincipalTag/clinic_id}/users/$${aws:PrincipalTag/sub}/*"
}

data "aws_iam_policy_document" "own_folder" {
  statement {
    sid       = "OwnObjects"
    actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.uploads.arn}/${local.own_folder}"]

    # a tag that is empty names no clinic
    condition {
      test     = "StringLike"
      variable = "aws:PrincipalTag/clinic_id"
      values   = ["?*"]
    }
  }

  statement {
    sid       = "ListOwnFolder"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.uploads.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = [local.own_folder]
    }

    condition {
      test     = "StringLike"
      variable = "aws:PrincipalTag/clinic_id"
      values   = ["?*"]
    }
  }

  statement {
    sid       = "KeyOfTheBucket"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.portal.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${var.region}.amazonaws.com"]
    }

    # bucket keys: S3 names the bucket as the encryption context
    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [aws_s3_bucket.uploads.arn]
    }
  }
}
