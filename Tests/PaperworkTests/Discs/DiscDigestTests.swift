import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("sums, signatures and ciphers are the standard ones")
struct DiscDigestTests {
  @Test func sha256() {
    // FIPS 180-4, examples.
    #expect(
      HexText.write(SHA256Sum.of(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(HexText.write(SHA256Sum.of([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func ed25519() throws {
    // RFC 8032, 7.1, test 3.
    let secret = try #require(HexText.read("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"))
    let publicKey = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    #expect(HexText.write(Ed25519.publicKey(of: secret)) == publicKey)
    let signature = try Ed25519.signer(keyID: "k", secretKey: secret).sign([0xAF, 0x82])
    #expect(
      HexText.write(signature)
        == "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    #expect(Ed25519.isValid(signature, of: [0xAF, 0x82], publicKey: Ed25519.publicKey(of: secret)))
    #expect(!Ed25519.isValid(signature, of: [0xAF, 0x83], publicKey: Ed25519.publicKey(of: secret)))
    #expect(!Ed25519.isValid([1], of: [0xAF, 0x82], publicKey: Ed25519.publicKey(of: secret)))
  }

  @Test func hmac() {
    // RFC 4231, test case 2.
    #expect(
      HexText.write(HMACSHA256.code(of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test func crc32InAnyPieces() {
    var chance = DiscChance(seed: 3)
    let bytes = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &chance) }
    // The definition, bit by bit.
    var plain: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      plain ^= UInt32(byte)
      for _ in 0..<8 { plain = plain & 1 == 1 ? 0xEDB8_8320 ^ (plain >> 1) : plain >> 1 }
    }
    #expect(CRC32.of(bytes) == ~plain)
    var sum = CRC32()
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 0...70, using: &chance))
      sum.add(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    #expect(sum.value == ~plain)
  }

  @Test func cipherBeginsAnywhere() {
    let bytes = (0..<1000).map { UInt8($0 & 255) }
    var cipher = ZipCipher(password: Array("password".utf8), salt: [UInt8](repeating: 5, count: 16))
    var whole = bytes
    cipher.apply(to: &whole, at: 0)
    for start in [1, 15, 16, 17, 333] {
      var part = Array(bytes[start...])
      cipher.apply(to: &part, at: start)
      #expect(part == Array(whole[start...]))
    }
    cipher.apply(to: &whole, at: 0)
    #expect(whole == bytes)
  }
}
