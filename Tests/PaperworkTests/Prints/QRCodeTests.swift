import Foundation
import Testing

@testable import Paperwork

@Suite("QR symbols")
struct QRCodeTests {
  @Test(arguments: ["A", "BY1:7K2MQ9XA4FTR8WZC3N5D", "https://photo.example.cn/c/26100000000?k=1", "毕业照 张䶮"])
  func whatIsDrawnCanBeRead(text: String) throws {
    let png = try QRCode.matrix(text).png(pixelsPerModule: 6)
    #expect(try ScannedPage.read(png).codes == [text])
  }

  @Test(arguments: [QRCode.ErrorCorrection.low, .medium, .quartile, .high])
  func everyCorrectionReads(correction: QRCode.ErrorCorrection) throws {
    let text = String(repeating: "0123456789", count: 20)
    #expect(try ScannedPage.read(QRCode.matrix(text, errorCorrection: correction).png(pixelsPerModule: 4)).codes == [text])
  }

  @Test func theSVGDrawsExactlyTheDarkModules() throws {
    let code = try QRCode.matrix("BY1:7K2M")
    let svg = code.svg(label: "登记单<\"&\">")
    #expect(svg.contains("aria-label=\"登记单&lt;&quot;&amp;&quot;&gt;\""))
    #expect(svg.contains("viewBox=\"0 0 \(code.width + 8) \(code.width + 8)\""))
    var modules = [Bool](repeating: false, count: code.modules.count)
    for match in svg.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
      let x = try #require(Int(match.1)) - 4
      let y = try #require(Int(match.2)) - 4
      let length = try #require(Int(match.3))
      #expect(match.3 == match.4)
      for index in 0..<length { modules[y * code.width + x + index] = true }
    }
    #expect(modules == code.modules)
  }

  @Test func limits() throws {
    #expect(throws: PrintRefusal.qrTooLong(0)) { try QRCode.matrix("") }
    #expect(throws: PrintRefusal.qrTooLong(601)) { try QRCode.matrix(String(repeating: "a", count: 601)) }
    let largest = String(repeating: "a", count: 600)
    #expect(try ScannedPage.read(QRCode.matrix(largest).png(pixelsPerModule: 4)).codes == [largest])
  }
}
