/// What became of a mail.
///
/// Holds numbers only: what a server says often repeats the address.
public enum MailOutcome: Sendable, Equatable {
  /// The server took it and is now responsible for it.
  case accepted
  /// To be tried again later with the same identifier.
  case temporary(MailTrouble)
  /// The server will never take this mail.
  case permanent(MailTrouble)

  init(_ end: TransferEnd) {
    guard let failure = end.failure else {
      self = .accepted
      return
    }
    switch (failure, end.status) {
    // The account or its password is wrong, not the mail: it must outlive the correction of the settings.
    case (.signInRefused, _), (_, 530), (_, 534), (_, 535), (_, 538): self = .temporary(.transfer(.signInRefused))
    case (.connectionLost, 500..<600), (.transport, 500..<600): self = .permanent(.reply(code: end.status))
    case (.connectionLost, 400..<500), (.transport, 400..<500): self = .temporary(.reply(code: end.status))
    default: self = .temporary(.transfer(failure))
    }
  }
}

/// Why a mail was not accepted.
public enum MailTrouble: Sendable, Equatable {
  /// The server's own code, 400–599 (RFC 5321 4.2).
  case reply(code: Int)
  /// No answer worth the name came.
  case transfer(OutwardError)
}
