import GraduatePhotos

/// A file of an archive as its own head tells it, before anything is known of the rest.
struct ZipFirstFile {
  let path: [UInt8]
  let isLocked: Bool
  /// Where its stored bytes lie.
  let stored: Range<Int>
  /// Encrypted as we encrypt, and not compressed before.
  private let isOpenable: Bool

  /// Nil when no head of a file that is stored or encrypted stands at the offset.
  init?(at offset: Int = 0, in file: any DiscBytes) {
    let head = file.bytes(offset..<offset + ZipFormat.fileHeadBytes)
    guard head.count == ZipFormat.fileHeadBytes, head.starts(with: ZipFormat.fileHead) else { return nil }
    func number(_ at: Int, _ count: Int) -> Int { ZipFormat.value(head[at..<at + count]) }
    let method = number(8, 2)
    // Flag 3: the sizes stand behind the bytes.
    guard method == 0 || method == 99, number(6, 2) & 8 == 0 else { return nil }
    isLocked = method == 99
    let start = offset + ZipFormat.fileHeadBytes
    let begin = start + number(26, 2) + number(28, 2)
    path = file.bytes(start..<start + number(26, 2))
    let extra = Extra(file.bytes(start + number(26, 2)..<begin))
    let count = number(18, 4) == 0xFFFF_FFFF ? extra.storedBytes ?? 0 : number(18, 4)
    guard (isLocked ? ZipCipher.addedBytes : 0)...DiscLimits.entryBytes ~= count else { return nil }
    stored = begin..<begin + count
    isOpenable = isLocked && extra.isOurLock
  }

  /// Whether no other file follows.
  func isOnly(in file: any DiscBytes) -> Bool { file.bytes(stored.upperBound..<stored.upperBound + 4) != ZipFormat.fileHead }

  /// Whether a password opens it, as far as its two check bytes tell, or the ZIP that lies inside.
  func takes(_ password: [UInt8], in file: any DiscBytes) -> Bool {
    let head = file.bytes(stored.lowerBound..<stored.lowerBound + ZipCipher.headBytes)
    if ZipCipher(password: password, salt: Array(head.prefix(ZipCipher.saltBytes))).head == head { return true }
    return inside(password, in: file)?.bytes(0..<4) == ZipFormat.fileHead
  }

  /// What is encrypted in it; nil when it is not encrypted, or otherwise than we do it.
  func inside(_ password: [UInt8], in file: any DiscBytes) -> LockedBytes? {
    isOpenable ? LockedBytes(outer: file, stored: stored, password: password) : nil
  }
}

/// What the extra fields of a file's head say.
private struct Extra {
  /// From the 64-bit field.
  var storedBytes: Int?
  /// AES-256, and nothing compressed (winzip.com/en/support/aes-encryption).
  var isOurLock = false

  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while rest.count >= 4 {
      let kind = ZipFormat.value(rest.prefix(2))
      let count = ZipFormat.value(rest.dropFirst(2).prefix(2))
      let field = Array(rest.dropFirst(4).prefix(count))
      if kind == 1, field.count >= 16, field[15] < 0x80 { storedBytes = ZipFormat.value(field[8..<16]) }
      if kind == 0x9901, field.count == 7 { isOurLock = field[4] == 3 && ZipFormat.value(field[5...]) == 0 }
      rest = rest.dropFirst(4 + count)
    }
  }
}

/// The bytes of an encrypted file, decrypted where they are read.
///
/// What goes by in order is taken along for the code behind them, so that one reading from the first byte to the last is enough.
final class LockedBytes: DiscBytes {
  let byteCount: Int
  private let outer: any DiscBytes
  private let inside: Range<Int>
  private let hasRightHead: Bool
  private var cipher: ZipCipher
  /// Bytes that were taken along.
  private var authenticated = 0

  init(outer: any DiscBytes, stored: Range<Int>, password: [UInt8]) {
    self.outer = outer
    inside = stored.lowerBound + ZipCipher.headBytes..<stored.upperBound - ZipCipher.codeBytes
    // A head may claim anything.
    byteCount = max(min(inside.upperBound, outer.byteCount) - inside.lowerBound, 0)
    let head = outer.bytes(stored.lowerBound..<inside.lowerBound)
    let salt = Array(head.prefix(ZipCipher.saltBytes))
    cipher = ZipCipher(password: password, salt: salt)
    hasRightHead = cipher.head == head
  }

  var isDamaged: Bool { outer.isDamaged }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    let wanted = max(min(buffer.count, byteCount - offset), 0)
    let got = outer.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: inside.lowerBound + offset)
    if offset <= authenticated, authenticated < offset + got {
      cipher.authenticate(UnsafeRawBufferPointer(rebasing: buffer[authenticated - offset..<got]))
      authenticated = offset + got
    }
    cipher.apply(to: UnsafeMutableRawBufferPointer(rebasing: buffer[..<got]), at: offset)
    return got
  }

  /// Reads what is left, and says whether password check and code are those of the bytes.
  func isSound() -> Bool {
    while authenticated < byteCount {
      let before = authenticated
      _ = bytes(before..<min(before + DiscLimits.pieceBytes, byteCount))
      guard authenticated > before else { return false }
    }
    guard byteCount == inside.count else { return false }
    return cipher.code() == outer.bytes(inside.upperBound..<inside.upperBound + ZipCipher.codeBytes) && hasRightHead
  }
}
