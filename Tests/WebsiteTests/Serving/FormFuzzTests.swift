import Foundation
import Hummingbird
import Testing

@testable import Website

/// The promise: whatever a request holds, its readers give values within the limits or a refusal, the same however it arrives in pieces.
///
/// `BIYING_FUZZ_INPUTS` sets how many inputs each reader gets.
@Suite("hostile requests")
struct FormFuzzTests {
  private static let inputs = ProcessInfo.processInfo.environment["BIYING_FUZZ_INPUTS"].flatMap(Int.init) ?? 20_000

  private static func spoiled(_ text: String, _ chance: inout SeededGenerator) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 0...6, using: &chance) {
      let at = Int.random(in: 0...bytes.count, using: &chance)
      switch Int.random(in: 0..<5, using: &chance) {
      case 0: bytes.insert(UInt8.random(in: 0...255, using: &chance), at: at)
      case 1: bytes.insert(contentsOf: Array(chance.hostileText(upTo: 8).utf8), at: at)
      case 2: bytes.removeSubrange(min(at, bytes.count)..<min(bytes.count, at + 4))
      case 3: bytes.insert(contentsOf: bytes.suffix(from: bytes.count / 2), at: at)
      default: if at < bytes.count { bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &chance) }
      }
      if bytes.count > 4_096 { bytes.removeLast(bytes.count - 4_096) }
    }
    return bytes
  }

  @Test func urlencodedForms() throws {
    var chance = SeededGenerator(seed: 11)
    var read = 0
    for _ in 0..<Self.inputs {
      let bytes = Self.spoiled("name=%E5%BC%A0%E4%B6%AE&a+b=c%2Bd&csrf=00ff&empty=&flag&p=100%25", &chance)
      do {
        let fields = try URLEncodedForm.decode(bytes, fieldLimit: 12, sizeLimitBytes: 2_048)
        #expect(fields.count <= 12 && fields.allSatisfy { !$0.name.contains("\0") && !$0.value.contains("\0") })
        read += 1
      } catch { continue }
    }
    #expect(read > Self.inputs / 10)
  }

  @Test func multipartForms() throws {
    var chance = SeededGenerator(seed: 12)
    let good = """
      ------x7\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n00ff\r\n------x7\r\nContent-Disposition: form-data; name="file"; \
      filename="名单.xlsx"\r\nContent-Type: a/b\r\n\r\n\r\n--\r\n------x\r\n------x7--\r\n
      """
    // Pieces of data depend on the cuts; what they make together does not.
    func events(_ body: [UInt8], _ cuts: [Int]) throws -> [MultipartParser.Event] {
      var parser = MultipartParser(boundary: "----x7")
      var told: [MultipartParser.Event] = []
      var from = 0
      for cut in cuts.sorted() + [body.count] {
        try parser.feed(ByteBuffer(bytes: body[from..<cut])) { event in
          if case .data(let more) = event, case .data(var last)? = told.last {
            last.writeImmutableBuffer(more)
            told[told.count - 1] = .data(last)
          } else {
            told.append(event)
          }
        }
        from = cut
      }
      try parser.finish()
      return told
    }
    var refused = 0
    for _ in 0..<Self.inputs {
      let body = Self.spoiled(good, &chance)
      let cuts = (0..<4).map { _ in Int.random(in: 0...body.count, using: &chance) }
      let whole = Result { try events(body, []) }
      let cut = Result { try events(body, cuts) }
      switch (whole, cut) {
      case (.success(let left), .success(let right)): #expect(left == right)
      case (.failure(let left as FormRefusal), .failure(let right as FormRefusal)):
        #expect(left == right)
        refused += 1
      default: Issue.record("one reading was refused, the other was not")
      }
    }
    #expect(refused > Self.inputs / 10)
  }

  @Test func headers() throws {
    var chance = SeededGenerator(seed: 13)
    let proxies = try #require(TrustedProxies("127.0.0.1, 10.0.0.0/8, ::1, fd00::/8"))
    var addresses = 0
    for _ in 0..<Self.inputs {
      func text(_ good: String) -> String { String(decoding: Self.spoiled(good, &chance), as: UTF8.self) }
      let cookie = SiteCookie.value("session", isSecure: false, in: [text("a=b; session=AbC-_09; session=x; c=\"d\"")])
      #expect(cookie?.contains(";") != true)
      if IPAddress(text("203.0.113.9")) != nil { addresses += 1 }
      _ = TrustedProxies(text("10.0.0.0/8, fd00::/8, 192.0.2.1"))
      // Whatever is forwarded by somebody who is no proxy of ours changes nothing.
      let stranger = try #require(IPAddress("198.51.100.7"))
      let facts = proxies.client(
        peer: stranger, forwardedFor: [text("203.0.113.9, 10.1.1.1")], forwardedProto: [text("https")])
      #expect(facts.address == stranger && !facts.isSecure)
      _ = proxies.client(
        peer: IPAddress("127.0.0.1"), forwardedFor: [text("203.0.113.9, 10.1.1.1")], forwardedProto: [text("https")])
      _ = ContentDisposition(text("form-data; name=\"a%22b\"; filename=\"C:\\学生 名单.xlsx\""))
      _ = MultipartParser.boundary(contentType: text("multipart/form-data; boundary=\"a b\""))
    }
    #expect(addresses > Self.inputs / 20)
  }
}
