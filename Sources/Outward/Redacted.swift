/// A value with a secret or personal data inside: descriptions, dumps and interpolations show nothing of it.
protocol Redacted: CustomStringConvertible, CustomReflectable {}

extension Redacted {
  public var description: String { "（已隐去）" }
  public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
