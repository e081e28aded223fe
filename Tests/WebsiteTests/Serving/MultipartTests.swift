import Hummingbird
import Testing

@testable import Website

@Suite struct MultipartTests {
  private static let boundary = "----x7"

  /// Events with neighbouring data joined, so that the way a body was cut does not show.
  private static func events(_ body: [UInt8], cuts: [Int] = []) throws -> [MultipartParser.Event] {
    var parser = MultipartParser(boundary: boundary)
    var result: [MultipartParser.Event] = []
    var from = 0
    for cut in cuts.sorted() + [body.count] where cut > from || cut == body.count {
      try parser.feed(ByteBuffer(bytes: body[from..<cut])) { event in
        if case .data(let more) = event, case .data(var last)? = result.last {
          last.writeImmutableBuffer(more)
          result[result.count - 1] = .data(last)
        } else {
          result.append(event)
        }
      }
      from = cut
    }
    try parser.finish()
    return result
  }

  private static func body(_ parts: [(head: String, content: [UInt8])]) -> [UInt8] {
    parts.flatMap { Array("--\(boundary)\r\n\($0.head)\r\n\r\n".utf8) + $0.content + Array("\r\n".utf8) }
      + Array("--\(boundary)--\r\n".utf8)
  }

  /// Content that looks like boundaries without being one.
  private static func content(_ chance: inout SeededGenerator) -> [UInt8] {
    let pieces = ["\r\n", "--", "\r", "\n", "------x", "\r\n------x", "a", "\u{0}", "张", "\r\n--"]
    return (0..<Int.random(in: 0...12, using: &chance)).flatMap { _ in
      Array(pieces[Int.random(in: 0..<pieces.count, using: &chance)].utf8)
    }
  }

  @Test func anyCutGivesTheSame() throws {
    var chance = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let contents = (0..<Int.random(in: 1...3, using: &chance)).map { _ in Self.content(&chance) }
      let body = Self.body(contents.map { ("Content-Disposition: form-data; name=\"a\"", $0) })
      let whole = try Self.events(body)
      let cuts = (0..<Int.random(in: 0...20, using: &chance)).map { _ in Int.random(in: 1..<body.count, using: &chance) }
      #expect(try Self.events(body, cuts: cuts) == whole)
      #expect(try Self.events(body, cuts: Array(1..<body.count)) == whole)
      let got = whole.compactMap { if case .data(let data) = $0 { Array(data.readableBytesView) } else { nil } }
      #expect(got == contents.filter { !$0.isEmpty })
    }
  }

  @Test func spoiledBodiesAreRefusedOrReadAlike() throws {
    var chance = SeededGenerator(seed: 4)
    let good = Self.body([
      ("Content-Disposition: form-data; name=\"a\"", Array("b".utf8)),
      ("Content-Disposition: form-data; name=\"f\"; filename=\"x.bin\"\r\nContent-Type: a/b", Self.content(&chance)),
    ])
    var refused = 0
    for _ in 0..<3000 {
      var body = good
      for _ in 0..<Int.random(in: 1...4, using: &chance) {
        let at = Int.random(in: 0..<body.count, using: &chance)
        if Bool.random(using: &chance) { body[at] = UInt8.random(in: 0...255, using: &chance) } else { body.remove(at: at) }
      }
      let cuts = (0..<6).map { _ in Int.random(in: 1..<body.count, using: &chance) }
      let whole = Result { try Self.events(body) }
      let cut = Result { try Self.events(body, cuts: cuts) }
      switch (whole, cut) {
      case (.success(let left), .success(let right)): #expect(left == right)
      case (.failure(let left as FormRefusal), .failure(let right as FormRefusal)):
        #expect(left == right)
        refused += 1
      default: Issue.record("one reading was refused, the other was not")
      }
    }
    #expect(refused > 300)
  }

  @Test func unfinishedBodiesAreRefused() {
    let body = Self.body([("Content-Disposition: form-data; name=\"a\"", Array("b".utf8))])
    for length in 0..<body.count - 4 { #expect(throws: FormRefusal.malformed) { try Self.events(Array(body[..<length])) } }
  }

  @Test func endlessHeaderLinesAreRefused() {
    var parser = MultipartParser(boundary: Self.boundary)
    #expect(throws: FormRefusal.malformed) {
      try parser.feed(ByteBuffer(string: "--\(Self.boundary)\r\n")) { _ in }
      for _ in 0..<40 { try parser.feed(ByteBuffer(string: String(repeating: "a", count: 1024))) { _ in } }
    }
    var other = MultipartParser(boundary: Self.boundary)
    #expect(throws: FormRefusal.malformed) {
      for _ in 0..<40 { try other.feed(ByteBuffer(string: String(repeating: "a", count: 1024))) { _ in } }
    }
  }

  @Test(arguments: [
    ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data;  Boundary=\"a b\"", nil), ("text/plain", nil),
    ("multipart/form-data", nil), ("multipart/form-data; boundary=\"ab\"", "ab"), ("multipart/form-data; boundary=", nil),
  ])
  func boundariesAreFound(type: String, boundary: String?) {
    #expect(MultipartParser.boundary(contentType: type) == boundary)
  }

  @Test func dispositionsAreRead() {
    let plain = ContentDisposition("form-data; name=\"a%22b\"; filename=\"C:\\学生 名单.xlsx\"")
    #expect(plain?.name == "a\"b" && plain?.fileName == "学生 名单.xlsx" && plain?.type == "form-data")
    #expect(ContentDisposition("form-data; name=a; filename=\"\"")?.fileName == "")
    #expect(ContentDisposition("form-data; name=\"a; filename=x") == nil)
    #expect(ContentDisposition("form-data; name=\"a\"; filename=\"../../x\"")?.fileName == "x")
  }
}
