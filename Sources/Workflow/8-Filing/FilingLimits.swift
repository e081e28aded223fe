/// Bounds of filing.
enum FilingLimits {
  static let peopleOnPage = 50
  /// Characters of a way, and of a reply of the registration.
  static let wayCharacters = 60
  static let replyCharacters = 300
}
