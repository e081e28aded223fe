import ArgumentParser
import Foundation
import GraduatePhotos
import Paperwork

/// Makes proof sheets of thirty captioned photos a page out of a list of people, and prints how many pages they took.
///
/// The list has a line for each person: institution, department, class, name, student number, identity number, serial, file, with tabs between.
struct BenchPrints: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "prints", abstract: "按名单制作照片样张，每页三十张")

  @Argument(help: ArgumentHelp("名单文件，每人一行，用制表符分开", valueName: "文件"))
  var list: String
  @Argument(help: ArgumentHelp("写到哪个 PDF", valueName: "文件"))
  var output: String

  func run() throws {
    var classes: [CaptionedClass<RosterCaption>] = []
    for (number, line) in try String(contentsOf: URL(filePath: list), encoding: .utf8).split(separator: "\n").enumerated() {
      let values = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard values.count == 8 else { throw ValidationError("第 \(number + 1) 行不是 8 项") }
      let heading = ClassHeading(
        institution: values[0], department: values[1], classGroup: values[2], deliveryNumber: "JF-2014-10731-03")
      let person = CaptionedPhoto(
        id: String(number),
        caption: RosterCaption(
          institution: values[0], name: values[3], studentNumber: values[4], idNumber: values[5], shotSerial: values[6]),
        picture: .portrait([UInt8](try Data(contentsOf: URL(filePath: values[7])))))
      if classes.last?.heading != heading { classes.append(CaptionedClass(heading: heading, people: [])) }
      classes[classes.count - 1].people.append(person)
    }
    let sheets = try CaptionedSheets(classes: classes).pdf(createdAt: 0)
    guard sheets.blocked.isEmpty else { throw ValidationError("有 \(sheets.blocked.count) 人暂不打印") }
    try sheets.write(to: output)
    Console.out(String(sheets.pages))
  }
}
