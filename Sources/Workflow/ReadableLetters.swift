/// Letters and digits that people copy from paper: none looks like another.
enum ReadableLetters {
  /// Without 0, 1, I, L, O: for codes made by chance.
  static let codes = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
  /// Crockford's base 32, five bits each: for numbers made of a hash.
  static let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// `count` letters of ``codes``, each equally likely.
  static func fresh(_ count: Int, _ chance: Chance) -> String {
    // 248 = 8 × 31: bytes above it are thrown away.
    var letters: [Character] = []
    while letters.count < count {
      letters += chance.bytes(16).filter { $0 < 248 }.prefix(count - letters.count).map { codes[Int($0) % 31] }
    }
    return String(letters)
  }

  /// The last five bits of each of the first `count` bytes.
  static func text(_ bytes: some Sequence<UInt8>, count: Int) -> String {
    String(bytes.prefix(count).map { crockford[Int($0) & 31] })
  }

  /// 「K7MP-2QXD-4TWA」.
  static func grouped(_ text: String) -> String {
    let letters = Array(text)
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
      .joined(separator: "-")
  }
}
