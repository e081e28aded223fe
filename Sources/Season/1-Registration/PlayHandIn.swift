import Foundation

extension SeasonPlay {
  /// One institution's slip with its leader's seal, and its roster: first as it came out of the files, then put right.
  func handIn(_ institution: SeasonInstitution) async throws {
    let people = try people()
    let (liaison, leader) = (people.liaisons[institution.index], people.leaders[institution.index])
    try await fillSlip(institution, liaison, leader)
    let file = RosterFile(institution: institution, graduates: truth.graduates(of: institution))
    let first = file.rows(isFirst: true)
    let told = try await upload(file.file(first.rows, folder: order.folder), by: liaison)
    if first.faults > 0 {
      // A character that is a question mark is taken in as missing and listed; all else is refused.
      let lacking = try await liaison.read(address + "/roster/lacking-characters").text
      let listed = truth.graduates(of: institution).count {
        $0.rosterFault == .garbledName && lacking.contains($0.studentNumber)
      }
      tally.find(.roster, min(told, first.faults - listed) + listed)
      _ = try await upload(file.file(file.rows(isFirst: false).rows, folder: order.folder), by: liaison)
    }
    for graduate in truth.graduates(of: institution) where graduate.fate == .onLeave { try await noteLeave(graduate, liaison) }
  }

  private func fillSlip(_ institution: SeasonInstitution, _ liaison: SeasonPerson, _ leader: SeasonPerson) async throws {
    let opened = try await liaison.act(on: address + "/slip", to: address + "/slip")
    let slip = opened.address.replacing("/form", with: "")
    let heads = truth.graduates(of: institution).count { ![.walksIn, .onLeave].contains($0.fate) }
    var form = try opened.form(to: "/form")
    for (name, value) in [
      ("address", "甘肃省\(institution.city)示例路 \(institution.index + 1) 号"), ("postcode", "730000"),
      ("contact-name", liaison.name),
      ("telephone", "0931-5550\(200 + institution.index)"), ("second-telephone", "13900000001"),
      ("head-count-regular", String(heads)),
      ("head-count-adult", "0"), ("head-count-postgraduate", "0"), ("point-1-name", "校本部"),
      ("point-1-address", "甘肃省\(institution.city)示例路 \(institution.index + 1) 号图书馆一楼"), ("point-1-leader-name", leader.name),
      ("point-1-leader-telephone", "13900000002"), ("point-1-coordinator-1-name", "陈协调"),
      ("point-1-coordinator-1-telephone", "13900000003"), ("point-1-coordinator-2-name", "林协调"),
      ("point-1-coordinator-2-telephone", "13900000004"), ("receiver-name", liaison.name),
      ("receiver-telephone", "13900000005"),
      ("receiver-address", "甘肃省\(institution.city)示例路 \(institution.index + 1) 号"), ("receiver-postcode", "730000"),
    ] { form.fill(name, value) }
    for what in ["two-rooms", "power", "table", "two-chairs", "queue-space", "wheelchair-place", "quiet-corner"] {
      form.fill("point-1-venue-\(what)", "yes")
    }
    form.fill("act", "submit")
    try await liaison.submit(form)
    try await leader.seal(on: slip + "/seal", to: "/seal/leader")
  }

  /// Uploads and confirms; how many rows the center would not take.
  private func upload(_ file: (name: String, bytes: [UInt8]), by liaison: SeasonPerson) async throws -> Int {
    var form = try await liaison.read(address + "/roster/upload").form(to: "/roster/upload")
    form.fill("category", "")
    var page = try await liaison.submit(form, files: [("file", file.name, file.bytes)])
    try await wait("名单的检查") {
      page = try await liaison.read(page.address)
      return page.hasForm(to: "/confirm") || !page.words.contains("正在检查")
    }
    let refused = page.count(of: "有错误") ?? 0
    try await liaison.submit(try page.form(to: "/confirm"))
    return refused
  }

  private func noteLeave(_ graduate: SeasonGraduate, _ liaison: SeasonPerson) async throws {
    let record = try await liaison.record(of: graduate, in: address)
    var form = try record.form(to: "/status")
    form.fill("kind", form.offers["kind"]?.first { $0.label.contains("休学") }?.value ?? "")
    form.fill("day", "2026-03-10")
    form.fill("document", "校学〔2026〕12号")
    try await liaison.submit(form)
    tally.find(.absence)
  }
}

extension SeasonPerson {
  /// Opens a seal's page and seals with a fresh code.
  func seal(on path: String, to ending: String) async throws {
    try await seal(try await read(path).form(to: ending))
  }

  func seal(_ paper: PageForm) async throws {
    var form = paper
    form.fill("answer", freshDigits())
    try await submit(form)
  }

  /// A graduate's record, found by his student number.
  func record(of graduate: SeasonGraduate, in campaign: String) async throws -> Page {
    var search = try await read(campaign + "/roster/search").form(to: "/roster/search")
    search.fill("text", graduate.studentNumber)
    let found = try await submit(search)
    if found.hasForm(to: "/status") { return found }
    guard let link = found.links("/graduates/").first else {
      throw SeasonFault.refused("/roster/search", status: found.status, says: found.complaint)
    }
    return try await read(link)
  }
}

extension Page {
  /// The count that stands under a noun among the page's figures.
  func count(of noun: String) -> Int? {
    text.between("<dt>\(noun)</dt>", "</dd>").flatMap { Int($0.drop { $0 != ">" }.dropFirst()) }
  }
}
