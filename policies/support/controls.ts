/** Controls of ISO/IEC 27001:2022, Annex A, that policies belong to, by their numbers. */
const NAMES = {
  "A.5.12": "Classification of information",
  "A.5.13": "Labelling of information",
  "A.5.15": "Access control",
  "A.5.17": "Authentication information",
  "A.5.18": "Access rights",
  "A.5.23": "Information security for use of cloud services",
  "A.5.26": "Response to information security incidents",
  "A.5.30": "ICT readiness for business continuity",
  "A.5.34": "Privacy and protection of PII",
  "A.8.2": "Privileged access rights",
  "A.8.5": "Secure authentication",
  "A.8.6": "Capacity management",
  "A.8.9": "Configuration management",
  "A.8.10": "Information deletion",
  "A.8.12": "Data leakage prevention",
  "A.8.13": "Information backup",
  "A.8.14": "Redundancy of information processing facilities",
  "A.8.15": "Logging",
  "A.8.16": "Monitoring activities",
  "A.8.19": "Installation of software on operational systems",
  "A.8.20": "Networks security",
  "A.8.21": "Security of network services",
  "A.8.22": "Segregation of networks",
  "A.8.24": "Use of cryptography",
  "A.8.26": "Application security requirements",
  "A.8.29": "Security testing in development and acceptance",
  "A.8.32": "Change management",
} as const;

/** `A.8.6 Capacity management`. */
export function control(number: keyof typeof NAMES): string {
  return `${number} ${NAMES[number]}`;
}
