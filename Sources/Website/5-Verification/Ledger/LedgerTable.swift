import GraduatePhotos
import Workflow

/// The ledger's lines: an institution's classes with the sums of departments, or all institutions.
struct LedgerTable: Sendable {
  private struct Line {
    let place: LedgerPlace
    let count: LedgerCount
    let level: Ledger.Level
    let names: [DataTable.Cell]
    let mark: Mark
  }

  let sheet: LedgerSheet
  let address: LedgerAddress
  let page: Int

  private var isProvince: Bool { sheet.institutionID == nil }
  private var kinds: [StatusChange.Kind] { StatusChange.Kind.allCases.filter { sheet.ledger.total[.left($0)] != 0 } }

  var html: HTML {
    let all = isProvince ? institutions : classes
    guard !all.isEmpty else { return .nothing }
    let paging = Paging(page: page, rowCount: all.count)
    let shown = Array(all.dropFirst(paging.offset).prefix(Paging.rowsPerPage))
    return DataTable(
      caption: isProvince ? "院校" : "班级", columns: columns, rows: shown.map(cells) + [sum], emptyText: "", address: address.home,
      kept: [("institution", sheet.institutionID ?? "")].filter { !$0.1.isEmpty }, paging: paging
    ).html
  }

  private var columns: [DataTable.Column] {
    let names: [DataTable.Column] =
      isProvince ? [.text("院校代码", wide: true), .text("院校")] : [.text("院系", wide: true), .text("班级")]
    return names + [.number("应采"), .number("实采"), .number("漏拍")]
      + kinds.map { .number($0.chineseName, wide: true) } + [.text("对账")]
  }

  private var institutions: [Line] {
    let open = sheet.ledger.openClasses.map(\.place.institutionCode)
    return sheet.ledger.lines(by: .institution).map { entry in
      let spot = sheet.spot(of: entry.place, by: .institution)
      // Two mistakes may make one right number: an institution is right when all its classes are.
      let isOpen = open.contains { $0.hasSameCodePoints(as: entry.place.institutionCode) }
      return Line(
        place: entry.place, count: entry.count, level: .institution,
        names: [
          .text(entry.place.institutionCode), .link(entry.place.institution, to: address.institution(spot.institutionID)),
        ],
        mark: isOpen ? .wrong(entry.count.isClosed ? "班级不平" : Self.word(entry.count)) : .right("平"))
    }
  }

  private var classes: [Line] {
    sheet.ledger.lines(by: .department).flatMap { department -> [Line] in
      let own = sheet.ledger.classes.filter { entry in
        var place = entry.place
        place.classGroup = ""
        return place == department.place
      }
      let name = Self.name(of: department.place)
      let lines = own.map { entry in
        Line(
          place: entry.place, count: entry.count, level: .classGroup,
          names: [.text(name), .text(entry.place.classGroup.isEmpty ? "（没有班级）" : entry.place.classGroup)],
          mark: Self.mark(entry.count))
      }
      guard own.count > 1 else { return lines }
      let isOpen = own.contains { !$0.count.isClosed }
      return lines + [
        Line(
          place: department.place, count: department.count, level: .department,
          names: [.text(name), .html(Tag.strong("\(name.isEmpty ? "" : name + " ")小计"))],
          mark: isOpen && department.count.isClosed ? .wrong("班级不平") : Self.mark(department.count))
      ]
    }
  }

  private func cells(_ line: Line) -> [DataTable.Cell] {
    let spot = sheet.spot(of: line.place, by: line.level)
    return line.names + numbers(line.count, at: spot) + [.mark(line.mark)]
  }

  private var sum: [DataTable.Cell] {
    let total = sheet.ledger.total
    let isOpen = !sheet.ledger.openClasses.isEmpty
    return [.text(""), .html(Tag.strong("合计"))] + numbers(total, at: LedgerSpot(institutionID: sheet.institutionID))
      + [.mark(isOpen && total.isClosed ? .wrong("班级不平") : Self.mark(total))]
  }

  /// Each opens its people; nobody has to look for zeros.
  private func numbers(_ count: LedgerCount, at spot: LedgerSpot) -> [DataTable.Cell] {
    func cell(_ heads: Int, _ number: LedgerNumber) -> DataTable.Cell {
      heads == 0 ? .number(0) : .link(String(heads), to: address.people(number, at: spot))
    }
    return [cell(count.due, .due), cell(count.captured, .post(.captured)), cell(count.missing, .missing)]
      + kinds.map { cell(count[.left($0)], .post(.left($0))) }
  }

  private static func name(of place: LedgerPlace) -> String {
    [place.studyCenter, place.category.map { $0 == .regular ? "" : $0.chineseName } ?? "", place.department]
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  static func mark(_ count: LedgerCount) -> Mark { count.isClosed ? .right("平") : .wrong(word(count)) }

  private static func word(_ count: LedgerCount) -> String {
    if count.difference > 0 { return "少 \(count.difference)" }
    return count.difference < 0 ? "多 \(-count.difference)" : "不平"
  }
}
