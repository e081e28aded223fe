/// One requirement of a portrait.
///
/// Each has a file of its own; its doc comment names its source and what its limits were taken from.
public protocol PhotoCheck: Sendable {
  /// Stable: in reports, settings and special cases. Lower case letters and hyphens.
  var name: String { get }
  /// What people call it.
  var title: String { get }

  func finding(of photo: JudgedPhoto) -> Finding
}

extension PhotoCheck {
  /// In order.
  func pass(
    _ value: Double? = nil, unit: String = "", low: Double? = nil, high: Double? = nil, _ message: String? = nil
  ) -> Finding {
    Finding(
      check: name, verdict: .pass, value: value, unit: unit, low: low, high: high, message: message ?? "\(title)符合要求")
  }

  /// A number judged by its limits; the sentences are for looking and failing.
  func judge(_ value: Double, unit: String = "", _ limits: CheckLimits, look: String, fail: String) -> Finding {
    let verdict = limits.verdict(value)
    let message =
      switch verdict {
      case .pass: "\(title)符合要求"
      case .look: look
      case .fail: fail
      }
    return Finding(
      check: name, verdict: verdict, value: value, unit: unit, low: limits.low, high: limits.high, message: message)
  }

  /// Not measurable: a person has to look.
  func unmeasured(_ reason: String) -> Finding {
    Finding(check: name, verdict: .look, message: "\(title)没有量出：\(reason)，请人工看")
  }

  /// The same for a picture without a face, where everything else stands still.
  var noFace: Finding { unmeasured("照片里没有找到人脸") }
}
