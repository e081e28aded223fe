/// An expected "no" that people may see: what happened, where, and what to do about it.
///
/// Everything that is not a `Refusal` is a fault: logged once with its cause, shown only as an incident number.
/// Each stage has its own enum of refusals.
public protocol Refusal: Error, Sendable {
  /// A stable, machine-readable name such as `roster.too-many-rows`; lower case, dots and hyphens only.
  var code: String { get }
  /// What happened and where, in Chinese, without personal data beyond masked numbers.
  var message: String { get }
  /// What to do about it, in Chinese; empty when the message already says it.
  var hint: String { get }
}

extension Refusal {
  public var hint: String { "" }
}
