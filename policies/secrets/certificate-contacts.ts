import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

export const secretsCertificateContacts: StackPolicy = {
  id: "secrets-certificate-contacts",
  title: "Somebody is written to when an issuer's certificate can't be renewed.",
  why: "A certificate authority refuses a renewal for its own reasons, and tells only the vault's contacts. A self-signed one is made by the vault itself.",
  severity: "mandatory",
  control: control("A.5.26"),
  example: {
    violation: "an issuer other than Self, and no CertificateContacts",
    remedy: "CertificateContacts with those on duty",
  },
  checkStack: (stack) =>
    ofType(stack, T.certificate)
      .filter(({ inputs }) => textAt(inputs, "certificatePolicy.issuerParameters.name") !== "Self")
      .filter(() => ofType(stack, T.contacts).length === 0)
      .map((certificate) =>
        violation(
          certificate,
          "certificatePolicy.issuerParameters.name",
          "one whose failures nobody is told",
          {
            required: "contacts in the vault, or the issuer Self",
            remedy:
              "Declare CertificateContacts for the vault with the addresses of those on duty.",
          },
        ),
      ),
};
