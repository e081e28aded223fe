import Foundation
import GraduatePhotos

@testable import Workflow

extension Province {
  /// Brings people of one class in by a roster file, as a liaison does; whoever was there before stays.
  ///
  /// - `from`: the first one's made-up identity number; each takes the next.
  ///
  /// Returns their ids, in order.
  @discardableResult
  public func bringClass(
    _ names: [String], place: Place, department: String = "民族学院", classGroup: String, from first: Int
  ) async throws -> [String] {
    let rows = names.enumerated().map { at, name in
      let number = first + at
      return
        "普通,\(department),民族学,\(classGroup),20100000\(1000 + number),\(name),\(number.isMultiple(of: 2) ? "女" : "男"),\(MadeUp.idNumber(number)),本科"
    }
    let path = folder.path("class-\(first).csv")
    let text = (["类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"] + rows).joined(separator: "\r\n")
    try Data(text.utf8).write(to: URL(filePath: path))
    let upload = try await center.uploadRoster(
      path: path, fileName: "名单.csv", campaignID: place.campaignID,
      choices: RosterChoices(scope: .additions), by: place.liaison)
    _ = try await center.confirmRoster(uploadID: upload.uploadID, RosterConfirmation(), by: place.liaison)
    var ids: [String] = []
    for at in names.indices {
      let found = try await center.searchGraduates(
        MadeUp.idNumber(first + at), campaignID: place.campaignID, by: place.liaison)
      ids.append(found.lines.first?.id ?? "")
    }
    return ids
  }
}
