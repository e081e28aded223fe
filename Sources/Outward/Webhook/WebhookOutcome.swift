/// What became of one delivery to a webhook.
public enum WebhookOutcome: Sendable, Equatable {
  /// 2xx: the receiver has it.
  case delivered(status: Int)
  /// To be sent again: nobody answered, or 408, 425, 429 or 5xx. `afterSeconds` is the receiver's own wish (Retry-After), at most a day.
  case retry(WebhookTrouble, afterSeconds: Int?)
  /// Not to be sent again: any other status, redirects too (they are not followed), or settings that must be changed first.
  case rejected(WebhookTrouble)

  init(_ reply: HTTPReply) {
    switch reply.status {
    case 200..<300: self = .delivered(status: reply.status)
    case 408, 425, 429, 500..<600: self = .retry(.status(reply.status), afterSeconds: Self.wish(reply))
    default: self = .rejected(.status(reply.status))
    }
  }

  init(_ failure: OutwardError) {
    switch failure {
    // A certificate is renewed without us; an answer that is too long was still an answer to a delivery.
    case .certificateUntrusted, .secureChannelFailed, .replyTooLarge: self = .retry(.transfer(failure), afterSeconds: nil)
    default: self = failure.isTemporary ? .retry(.transfer(failure), afterSeconds: nil) : .rejected(.transfer(failure))
    }
  }

  /// Retry-After in seconds; its other form, a date, is left to our own schedule.
  private static func wish(_ reply: HTTPReply) -> Int? {
    guard let seconds = reply.header("Retry-After").flatMap({ Int($0) }), seconds >= 0 else { return nil }
    return min(seconds, OutwardLimits.retryAfterSeconds)
  }
}

/// Why a delivery did not arrive.
public enum WebhookTrouble: Sendable, Equatable {
  case status(Int)
  case transfer(OutwardError)
}
