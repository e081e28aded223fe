import Foundation
import GraduatePhotos

@testable import Paperwork

/// A made-up delivery of region 990000, in either mode.
enum ViewerFixtures {
  static func delivery(_ mode: ViewerDelivery.Mode = .roster) -> ViewerDelivery {
    let names = ["张𬭎", "</script><b>李", "王&示例", "赵示例"]
    let people = names.enumerated().map { index, name in
      ViewerPerson(
        id: "p\(index + 1)", code: mode == .code ? "GS700\(index + 1)" : "", serial: "00\(index + 1)",
        picture: index == 3
          ? nil : ViewerPicture(path: "14990/普通/\(index + 1).jpg", sha256: String(repeating: "a\(index)", count: 32)),
        values: mode == .roster ? ["示例大学", name, "201000\(index + 1)", "99000019910202001\(index)"] : [])
    }
    return ViewerDelivery(
      id: "delivery-1", number: "62-2014-14990-01", batch: "第1批", mode: mode, campaign: "甘肃省 2014 届", institutionCode: "14990",
      institutionName: "示例大学", columns: mode == .roster ? ViewerDelivery.captionColumns : [],
      classes: [
        ViewerClass(id: "c1", category: "普通", department: "文学院", name: "1班", people: Array(people[..<3])),
        ViewerClass(id: "c2", category: "成人", department: "", name: "", people: [people[3]]),
      ])
  }

  static func disc(_ delivery: ViewerDelivery) -> VerificationFile.Disc {
    VerificationFile.Disc(
      id: delivery.id, number: delivery.number, batch: delivery.batch, contents: DiscViewer.contents(of: delivery),
      mode: delivery.mode, institutionCode: delivery.institutionCode, institutionName: delivery.institutionName)
  }

  /// One verdict of every kind, two of them about one person.
  static func result(_ mode: ViewerDelivery.Mode = .roster) -> VerificationFile {
    let at: Int64 = 1_397_000_000_000
    let isCode = mode == .code
    return VerificationFile(
      disc: disc(delivery(mode)), checkers: ["马示例", "周𬭎"], savedAt: at + 5, unmatchedRosterRows: isCode ? 3 : nil,
      classes: [
        .init(id: "c1", people: 3, right: 1, found: 2, open: 0), .init(id: "c2", people: 1, right: 0, found: 1, open: 0),
      ],
      people: [
        PersonVerdict(id: "p1", classID: "c1", verdicts: [.right], look: .atAGlance, isOfTheRest: true, at: at),
        PersonVerdict(
          id: "p2", classID: "c1", verdicts: isCode ? [.photo] : [.photo, .data], photoFaults: [.eyes, .light],
          corrections: isCode ? [] : [.init(column: .name, old: "</script><b>李", new: "李<示例>&\u{1F600}")],
          note: isCode ? "" : "见\\\"原件\"",
          look: .large, checker: 1, at: at + 1),
        PersonVerdict(
          id: "p3", classID: "c1", verdicts: [.person], partner: .init(id: "p1", number: isCode ? "001" : "2010001"),
          look: .large,
          at: at + 2),
        PersonVerdict(id: "p4", classID: "c2", verdicts: [.missing], look: .never, at: at + 3),
      ])
  }

  /// Content with a hash that fits, as somebody would make it who knows the format.
  static func sealed(_ content: String) -> [UInt8] {
    let bytes = Array(content.utf8)
    return bytes + VerificationFile.sealOpening + VerificationFile.hash(bytes[...]) + VerificationFile.sealClosing
  }

  /// A file's content before its hash, with one text put for another.
  static func altered(_ file: VerificationFile, _ old: String, _ new: String) -> [UInt8] {
    let length = file.bytes.count - VerificationFile.sealOpening.count - 64 - VerificationFile.sealClosing.count
    return sealed(String(decoding: file.bytes[..<length], as: UTF8.self).replacing(old, with: new))
  }
}
