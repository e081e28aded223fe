import GraduatePhotos
import Workflow

/// Where the numbers of an overview lead, for who looks at it: the list behind a number, or plain where it is not to be opened.
struct SeasonLinks: Sendable {
  let watcher: any SeasonWatcher
  let address: OverviewAddress
  let overview: SeasonOverview

  private var ledger: LedgerAddress { LedgerAddress(campaignID: address.campaignID) }
  private var base: String { "/campaigns/\(address.campaignID)" }

  /// People at a step.
  ///
  /// The province's lead to the institutions in the order of that number: nobody reads a list of a hundred thousand.
  func people(_ number: SeasonNumber, at spot: LedgerSpot) -> String? {
    if spot.institutionID == nil {
      let sort = SeasonSort(number)
      return WebAddress.path(address.home, query: [("sort", sort.rawValue), ("order", "desc")]) + "#institutions"
    }
    return watcher is any SeasonPeopleReader ? address.people(number, at: spot) : nil
  }

  func ledger(_ number: LedgerNumber, at spot: LedgerSpot) -> String? {
    watcher is any LedgerReader ? ledger.people(number, at: spot) : nil
  }

  func cases(_ kind: SeasonCase) -> String? {
    guard watcher is any VerificationReader else { return base + "/waiting" }
    return switch kind {
    case .erratum: base + "/verification/errata"
    case .letter: base + "/verification/missing"
    default: WebAddress.path(ClassCheckAddress(campaignID: address.campaignID).claims, query: [("kind", kind.rawValue)])
    }
  }

  var retakes: String? { watcher is any RetakeReader ? base + "/retakes" : nil }

  var proofing: String? {
    guard watcher is any ProofWatcher else { return nil }
    let institution = watcher.seesAllInstitutions ? overview.institution?.id : nil
    return WebAddress.path(base + "/proofing", query: [("institution", institution ?? "")])
  }

  func cell(_ heads: Int, _ address: String?) -> DataTable.Cell {
    guard heads > 0, let address else { return .number(heads) }
    return .link(String(heads), to: address)
  }
}

/// By what the institutions stand; the raw value is for addresses.
enum SeasonSort: String, Sendable, CaseIterable {
  case code, due, shot, accepted, delivered, verified, proofed, filed
  case waitingDue = "w-due"
  case waitingShot = "w-shot"
  case waitingAccepted = "w-accepted"
  case waitingDelivered = "w-delivered"
  case waitingVerified = "w-verified"
  case waitingProofed = "w-proofed"
  case missing, left, pass, cases

  init(_ number: SeasonNumber) {
    switch number {
    case .reached(let step): self = Self(rawValue: step.rawValue) ?? .code
    case .standing(let step): self = Self(rawValue: step == .filed ? "filed" : "w-\(step.rawValue)") ?? .code
    }
  }

  func key(_ institution: SeasonInstitution, _ steps: [SeasonStep]) -> Int {
    let season = institution.season
    switch self {
    case .code: return 0
    case .missing: return season.people.missingHeads
    case .left: return season.people.leftHeads
    case .pass: return season.judged == 0 ? -1 : season.firstPass * 10_000 / season.judged
    case .cases: return SeasonCase.allCases.reduce(0) { $0 + season.open($1).heads }
    default:
      if rawValue.hasPrefix("w-") {
        return SeasonStep(rawValue: String(rawValue.dropFirst(2))).map { season.people.waiting(at: $0).heads } ?? 0
      }
      return SeasonStep(rawValue: rawValue).map { season.people.reached($0, in: steps) } ?? 0
    }
  }

  /// Equal ones stay in the order of codes.
  func sorted(_ all: [SeasonInstitution], _ steps: [SeasonStep], isDescending: Bool) -> [SeasonInstitution] {
    guard self != .code else { return isDescending ? all.reversed() : all }
    let keys = all.map { key($0, steps) }
    return all.indices.sorted { left, right in
      if keys[left] == keys[right] { return left < right }
      return isDescending ? keys[left] > keys[right] : keys[left] < keys[right]
    }.map { all[$0] }
  }
}

/// The province's institutions, or an institution's classes, with the number at each step.
struct SeasonTable: Sendable {
  let call: Call
  let overview: SeasonOverview
  let links: SeasonLinks

  private var steps: [SeasonStep] { overview.steps }
  /// Steps before which somebody waits.
  private var open: [SeasonStep] { Array(steps.dropLast()) }

  var html: HTML { overview.institution == nil ? institutions : classes }

  private func numberColumns(sorted: Bool) -> [DataTable.Column] {
    func column(_ title: String, _ sort: SeasonSort, wide: Bool = true) -> DataTable.Column {
      .number(title, wide: wide, sort: sorted ? sort.rawValue : nil)
    }
    return [column("应采", .due, wide: false)]
      + open.map { column($0.waitingName, SeasonSort(.standing($0)), wide: $0 != .due) }
      + (steps.last.map { [column($0.chineseName, SeasonSort(.reached($0)), wide: false)] } ?? [])
      + [column("漏拍", .missing), column("异动", .left)]
  }

  private func numbers(_ count: SeasonCount, at spot: LedgerSpot) -> [DataTable.Cell] {
    [links.cell(count.due, links.people(.reached(.due), at: spot))]
      + open.map { links.cell(count.waiting(at: $0).heads, links.people(.standing($0), at: spot)) }
      + (steps.last.map { [links.cell(count.reached($0, in: steps), links.people(.reached($0), at: spot))] } ?? [])
      + [links.cell(count.missingHeads, links.ledger(.missing, at: spot)), .number(count.leftHeads)]
  }

  private var institutions: HTML {
    let sort = SeasonSort(rawValue: call.query("sort")) ?? .code
    let isDescending = call.query("order") == "desc"
    let all = sort.sorted(overview.institutions, steps, isDescending: isDescending)
    let paging = Paging(page: call.pageNumber, rowCount: all.count)
    var table = DataTable(
      caption: "院校",
      columns: [.text("代码", wide: true, sort: SeasonSort.code.rawValue), .text("院校")] + numberColumns(sorted: true)
        + [
          .number("一次合格", wide: true, sort: SeasonSort.pass.rawValue),
          .number("未结问题", wide: true, sort: SeasonSort.cases.rawValue),
        ],
      rows: all.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map(row),
      emptyText: "还没有院校加入。请在「院校」里邀请。", address: links.address.home, paging: paging)
    table.sorting = .init(key: sort.rawValue, isDescending: isDescending)
    return Tag.section(.id("institutions")) { table.html }
  }

  private func row(_ institution: SeasonInstitution) -> [DataTable.Cell] {
    let season = institution.season
    let spot = LedgerSpot(institutionID: institution.id)
    let cases = SeasonCase.allCases.reduce(0) { $0 + season.open($1).heads }
    let name = DataTable.Cell.link(institution.name, to: links.address.institution(institution.id))
    return [.html(Tag.span(institution.code, .class("nowrap"))), name]
      + numbers(season.people, at: spot)
      + [.html(.text(Percent.text(season.firstPass, of: season.judged))), .number(cases)]
  }

  private var classes: HTML {
    let institution = overview.institution?.id ?? ""
    let isAll = links.watcher.seesAllInstitutions
    return DataTable(
      caption: "班级", columns: [.text("院系", wide: true), .text("班级")] + numberColumns(sorted: false),
      rows: overview.classes.map { line in
        let group = line.group
        let spot = LedgerSpot(
          institutionID: institution, studyCenterID: group.studyCenterID, category: Category(rawValue: group.category),
          department: group.department, classGroup: group.classGroup)
        let department = [line.studyCenter, group.department].filter { !$0.isEmpty }.joined(separator: " ")
        return [.text(department), .text(group.classGroup.isEmpty ? "（没有班级）" : group.classGroup)]
          + numbers(line.count, at: spot)
      }, emptyText: "还没有学生名单。", address: links.address.home,
      kept: isAll ? [("institution", institution)] : [],
      paging: Paging(page: call.pageNumber, rowCount: overview.classCount)
    ).html
  }
}
