/// What a password must be: long rather than strange (NIST SP 800-63B), and not one everybody tries first.
enum PasswordRule {
  static func check(_ password: String, signInName: String) throws {
    let length = password.unicodeScalars.count
    guard length >= WorkflowLimits.passwordLength.lowerBound else {
      throw SignInRefusal.passwordTooShort(least: WorkflowLimits.passwordLength.lowerBound)
    }
    guard length <= WorkflowLimits.passwordLength.upperBound else {
      throw SignInRefusal.passwordTooLong(most: WorkflowLimits.passwordLength.upperBound)
    }
    let plain = password.lowercased()
    let few = Set(plain).count < 5
    let stem = plain.filter(\.isLetter)
    guard !few, !common.contains(stem), !runs(plain), !plain.contains(signInName.lowercased()) else {
      throw SignInRefusal.passwordTooCommon
    }
  }

  /// Letters people put before their digits.
  private static let common: Set<String> = [
    "password", "qwertyuiop", "admin", "administrator", "iloveyou", "woaini", "zaq", "qwerty", "qwer", "asdfghjkl", "passwd",
    "biying", "welcome", "letmein",
  ]

  /// True for rows such as 1234567890 and abcdefghij.
  private static func runs(_ text: String) -> Bool {
    let values = text.unicodeScalars.map { Int($0.value) }
    let steps = zip(values, values.dropFirst()).map { $1 - $0 }
    return steps.allSatisfy { $0 == 1 } || steps.allSatisfy { $0 == -1 }
  }
}
