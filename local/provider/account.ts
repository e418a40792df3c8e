/** The account that the program deploys to, as the providers' getClientConfig tells it. */
export interface Account {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
}
