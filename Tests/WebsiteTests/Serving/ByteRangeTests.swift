import Testing

@testable import Website

/// RFC 9110, 14: which part of a file is asked for.
@Suite struct ByteRangeTests {
  private func range(_ header: String?, condition: String? = nil) -> ByteRange {
    ByteRange(header, condition: condition, tag: "\"a\"", byteCount: 1_000)
  }

  @Test("One range of bytes, from either end, clipped to the file")
  func parts() {
    #expect(range("bytes=0-0") == .part(0..<1))
    #expect(range("bytes=500-") == .part(500..<1_000))
    #expect(range("Bytes=990-2000") == .part(990..<1_000))
    #expect(range("bytes=-10") == .part(990..<1_000))
    #expect(range("bytes=-5000") == .part(0..<1_000))
    #expect(range("bytes=10-99999999999999999999") == .part(10..<1_000))
  }

  @Test("Behind the end there is nothing")
  func unsatisfiable() {
    for header in ["bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=99999999999999999999-"] {
      #expect(range(header) == .unsatisfiable, "\(header)")
    }
    #expect(ByteRange("bytes=0-", tag: "\"a\"", byteCount: 0) == .unsatisfiable)
  }

  @Test("What is no range, several at once, or of a file that changed: the whole file")
  func whole() {
    for header in [
      nil, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-1", "bytes=0-1,5-6", "items=0-1", "bytes= 0-1", "bytes=0--1",
    ] { #expect(range(header) == .whole, "\(header ?? "nil")") }
    #expect(range("bytes=0-1", condition: "\"a\"") == .part(0..<2))
    #expect(range("bytes=0-1", condition: "\"b\"") == .whole)
    #expect(range("bytes=0-1", condition: "W/\"a\"") == .whole)
  }
}
