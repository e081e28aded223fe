/// A receiver of our events: an address, and the secrets it knows.
public struct Webhook: Sendable {
  public let url: String
  /// One, or two while the secret is being changed.
  public let secrets: [WebhookSecret]
  public let route: Route
  public let patience: Patience

  public init(
    url: String, secrets: [WebhookSecret], route: Route = Route(), patience: Patience = Patience(totalMilliseconds: 15_000)
  ) {
    self.url = url
    self.secrets = secrets
    self.route = route
    self.patience = patience
  }

  /// One event on its way.
  ///
  /// The id stays the same for every try, so that a receiver can tell a repetition.
  public struct Delivery: Sendable {
    public let id: String
    /// JSON in UTF-8, at most 256 KiB.
    public let json: [UInt8]

    /// - Parameters:
    ///   - id: letters, digits and dashes.
    ///   - json: UTF-8.
    public init(id: String, json: [UInt8]) {
      self.id = id
      self.json = json
    }
  }

  /// Signs and posts one delivery.
  ///
  /// The receiver's answer is thrown away but for its status.
  ///
  /// - Parameters:
  ///   - delivery: what is sent.
  ///   - nowSeconds: seconds since 1970 by the database's clock.
  ///   - outlet: the way out.
  /// - Returns: what became of it; never an error.
  public func send(_ delivery: Delivery, nowSeconds: Int64, over outlet: Outlet) async -> WebhookOutcome {
    guard delivery.json.count <= OutwardLimits.webhookBodyBytes else {
      return .rejected(.transfer(.bodyTooLarge(limitBytes: OutwardLimits.webhookBodyBytes)))
    }
    guard !secrets.isEmpty, !delivery.id.isEmpty, delivery.id.utf8.allSatisfy(MailAddress.isHostByte) else {
      return .rejected(.transfer(.headerInvalid(name: WebhookSignature.deliveryHeader)))
    }
    do throws(OutwardError) {
      return WebhookOutcome(try await outlet.send(call(delivery, nowSeconds: nowSeconds)))
    } catch {
      return WebhookOutcome(error)
    }
  }

  private func call(_ delivery: Delivery, nowSeconds: Int64) -> HTTPCall {
    let signature = WebhookSignature.value(
      delivery: delivery.id, timestampSeconds: nowSeconds, body: delivery.json, secrets: secrets)
    return HTTPCall(
      .post, url,
      headers: [
        HTTPHeader("Content-Type", "application/json; charset=utf-8"),
        HTTPHeader(WebhookSignature.deliveryHeader, delivery.id),
        HTTPHeader(WebhookSignature.timestampHeader, String(nowSeconds)),
        HTTPHeader(WebhookSignature.signatureHeader, signature),
      ],
      body: .bytes(delivery.json), target: .memory(limitBytes: OutwardLimits.webhookReplyBytes), patience: patience,
      route: route)
  }
}
