import CNettle

/// One file's keys, and what they make of its bytes (AE-2): salt, two bytes that check the password, the bytes in AES-256 in counter mode,
/// ten bytes of HMAC-SHA-1 over them.
struct ZipCipher {
  static let saltBytes = 16
  static let checkBytes = 2
  static let codeBytes = 10
  /// Before the bytes, and in all.
  static let headBytes = saltBytes + checkBytes
  static let addedBytes = headBytes + codeBytes
  /// PBKDF2 rounds; the format's own number.
  private static let rounds: UInt32 = 1000
  private static let keyBytes = 32

  let salt: [UInt8]
  /// Tells a wrong password in all but one of 65,536 cases.
  let passwordCheck: [UInt8]
  private var key = aes256_ctx()
  private var authentication = hmac_sha1_ctx()

  init(password: [UInt8], salt: [UInt8]) {
    self.salt = salt
    var keys = [UInt8](repeating: 0, count: 2 * Self.keyBytes + Self.checkBytes)
    nettle_pbkdf2_hmac_sha1(password.count, password, Self.rounds, salt.count, salt, keys.count, &keys)
    passwordCheck = Array(keys.suffix(Self.checkBytes))
    nettle_aes256_set_encrypt_key(&key, keys)
    keys.withUnsafeBufferPointer { keys in
      nettle_hmac_sha1_set_key(&authentication, Self.keyBytes, keys.baseAddress.map { $0 + Self.keyBytes })
    }
  }

  var head: [UInt8] { salt + passwordCheck }

  /// Encrypts or decrypts bytes that begin at `offset` of the file: the same in both directions.
  mutating func apply(to bytes: inout [UInt8], at offset: Int) {
    bytes.withUnsafeMutableBytes { apply(to: $0, at: offset) }
  }

  mutating func apply(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
    let first = offset / 16
    let skipped = offset % 16
    let blocks = (skipped + bytes.count + 15) / 16
    var stream = [UInt8](unsafeUninitializedCapacity: blocks * 16) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for block in 0..<blocks {
        // The counter is little-endian and begins at one.
        raw.storeBytes(of: UInt64(first + block + 1).littleEndian, toByteOffset: block * 16, as: UInt64.self)
        raw.storeBytes(of: 0, toByteOffset: block * 16 + 8, as: UInt64.self)
      }
      count = blocks * 16
    }
    stream.withUnsafeMutableBufferPointer { stream in
      nettle_aes256_encrypt(&key, stream.count, stream.baseAddress, stream.baseAddress)
    }
    stream.withUnsafeBufferPointer { stream in
      guard let from = stream.baseAddress, let to = bytes.baseAddress else { return }
      nettle_memxor(to, from + skipped, bytes.count)
    }
  }

  /// Takes encrypted bytes along, in order.
  mutating func authenticate(_ sealed: UnsafeRawBufferPointer) {
    guard let base = sealed.baseAddress else { return }
    nettle_hmac_sha1_update(&authentication, sealed.count, base.assumingMemoryBound(to: UInt8.self))
  }

  /// The ten bytes behind the file.
  mutating func code() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.codeBytes) { buffer, count in
      nettle_hmac_sha1_digest(&authentication, Self.codeBytes, buffer.baseAddress)
      count = Self.codeBytes
    }
  }
}
