import Foundation
import Testing

@testable import Outward

@Suite struct MailMessageTests {
  private let sender = "biying@example.edu.cn"

  private func message(
    subject: String = "通知", text: String = "您好", to name: String = "", attachments: [MailMessage.Attachment] = []
  )
    throws -> MailMessage
  {
    try MailMessage(
      from: MailAddress(sender), to: [MailAddress("li@example.edu.cn", name: name)], subject: subject, text: text,
      attachments: attachments, identifier: "1@example.edu.cn", sentAt: 1_396_994_400_000)
  }

  private func lines(_ message: MailMessage) -> [String] {
    String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
  }

  @Test func headersAreWrittenAsRFC5322Wants() throws {
    let written = lines(try message(subject: "Plain ASCII", text: "a=b\nlast "))
    #expect(
      written == [
        "Date: Wed, 9 Apr 2014 06:00:00 +0800", "Message-ID: <1@example.edu.cn>", "From: <biying@example.edu.cn>",
        "To: <li@example.edu.cn>", "Subject: Plain ASCII", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", "a=3Db", "last=20", "",
      ])
  }

  @Test(arguments: ["一\r\nBcc: x@example.com", "一\nX: 1", "一\r二", "a\u{0}", "a\u{85}b", "a\u{2028}b", "tab\there"])
  func nothingBecomesAHeader(_ text: String) {
    #expect(throws: MailMessageError.controlCharacter(.subject)) { try message(subject: text) }
    #expect(throws: MailMessageError.controlCharacter(.recipient)) { try message(to: text) }
    #expect(throws: MailMessageError.controlCharacter(.attachment)) {
      try message(attachments: [.init(name: text, mediaType: "text/plain", bytes: [])])
    }
  }

  @Test func aMediaTypeCannotBreakOutEither() throws {
    let attachment = MailMessage.Attachment(name: "a", mediaType: "text/plain\r\nX-Evil: 1", bytes: [1])
    let written = lines(try message(attachments: [attachment]))
    #expect(!written.contains { $0.hasPrefix("X-Evil") })
    #expect(written.contains("Content-Type: application/octet-stream"))
  }

  @Test(arguments: [
    "", "a", "@b.cn", "a@", "a@b@c.cn", "a b@c.cn", "a@b c.cn", "<a@b.cn>", "a@b.cn>", "a@b.cn\r\nX", "a..b@c.cn", ".a@c.cn",
    "a@-b.cn",
    "a@b..cn", "张@例.cn", "\"a\"@b.cn", "a@b.cn, c@d.cn", "a@[127.0.0.1]", String(repeating: "a", count: 65) + "@b.cn",
  ])
  func badAddressesAreRefused(_ address: String) {
    #expect(throws: MailMessageError.addressInvalid(.recipient)) { try MailAddress(address) }
  }

  @Test(arguments: ["a@b.cn", "first.last+tag@sub.example.edu.cn", "O'Neil_x=y@b-c.cn", "root@localhost", "1@163.com"])
  func goodAddressesPass(_ address: String) throws {
    #expect(try MailAddress(address).address == address)
  }

  @Test func partsHaveLimits() throws {
    #expect(throws: MailMessageError.missing(.subject)) { try message(subject: "") }
    #expect(throws: MailMessageError.tooLarge(.subject, limit: 1_000)) {
      try message(subject: String(repeating: "字", count: 334))
    }
    #expect(throws: MailMessageError.tooLarge(.text, limit: OutwardLimits.mailTextBytes)) {
      try message(text: String(repeating: "x", count: OutwardLimits.mailTextBytes + 1))
    }
    let big = MailMessage.Attachment(name: "a", mediaType: "a/b", bytes: [UInt8](repeating: 0, count: 11 << 20))
    #expect(throws: MailMessageError.tooLarge(.attachment, limit: OutwardLimits.mailAttachmentBytes)) {
      try message(attachments: [big, big])
    }
    #expect(throws: MailMessageError.missing(.recipient)) {
      try MailMessage(from: MailAddress(sender), to: [], subject: "a", text: "", identifier: "1@b.cn", sentAt: 0)
    }
    #expect(throws: MailMessageError.addressInvalid(.identifier)) {
      try MailMessage(
        from: MailAddress(sender), to: [MailAddress(sender)], subject: "a", text: "", identifier: "1@b>\r\nX: 1", sentAt: 0)
    }
  }

  @Test func quotedPrintableKeepsItsLines() {
    let text = String(repeating: "x", count: 75) + "é" + String(repeating: "=", count: 60) + "\r\n \r\n\t\r\n."
    let encoded = String(decoding: QuotedPrintable.lines(Array(text.utf8)), as: UTF8.self)
    #expect(encoded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    #expect(encoded.hasSuffix("=3D\r\n=20\r\n=09\r\n.\r\n"))
    #expect(QuotedPrintable.lines([]) == [])
  }

  @Test func datesBefore1970AndOtherZonesAreRight() {
    #expect(MailDate.text(milliseconds: -1, offsetMinutes: 0) == "Wed, 31 Dec 1969 23:59:59 +0000")
    #expect(MailDate.text(milliseconds: 951_782_400_000, offsetMinutes: -570) == "Mon, 28 Feb 2000 14:30:00 -0930")
  }
}
