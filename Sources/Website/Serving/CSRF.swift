/// The token that shows a form was made by us for this session: a MAC over session and form, so nothing has to be stored.
enum CSRF {
  /// Computes a message authentication code (HMAC-SHA-256 in service) under a key that never leaves the server.
  typealias MAC = @Sendable ([UInt8]) -> [UInt8]

  static let fieldName = "csrf"

  /// The token of one form in one session.
  ///
  /// - Parameters:
  ///   - session: the session's token or id; anything only this browser and we know.
  ///   - form: the form's own name, such as `slip`; a token of one form opens no other.
  ///   - mac: the code under our key.
  /// - Returns: hexadecimal text.
  static func token(session: String, form: String, mac: MAC) -> String {
    // The lengths keep two pairs from running into one another.
    let message = "csrf \(form.utf8.count) \(form) \(session.utf8.count) \(session)"
    return hexText(mac(Array(message.utf8)))
  }

  /// Compares in time that does not depend on where the two differ.
  static func verify(_ sent: String?, session: String, form: String, mac: MAC) -> Bool {
    guard let sent else { return false }
    return equalInConstantTime(Array(sent.utf8), Array(token(session: session, form: form, mac: mac).utf8))
  }

  /// The hidden field of a form, and others that go along unseen.
  static func field(_ token: String, and others: [(name: String, value: String)] = []) -> HTML {
    HTML.written(capacity: 128 + 96 * others.count) { page in
      page.appendHidden(fieldName, token)
      for field in others { page.appendHidden(field.name, field.value) }
    }
  }
}

/// True when both are the same; looks at every byte.
func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  var difference: UInt8 = 0
  for index in left.indices { difference |= left[index] ^ right[index] }
  return difference == 0
}

private let lowerHex = Array("0123456789abcdef".utf8)

private func hexText(_ bytes: [UInt8]) -> String {
  String(unsafeUninitializedCapacity: bytes.count * 2) { text in
    for (index, byte) in bytes.enumerated() {
      text[2 * index] = lowerHex[Int(byte >> 4)]
      text[2 * index + 1] = lowerHex[Int(byte & 15)]
    }
    return bytes.count * 2
  }
}
