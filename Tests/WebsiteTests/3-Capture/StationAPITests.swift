import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// N3, A9.4: what stations ask of the center over the network, through the real site.
@Suite struct StationAPITests {
  private static let password = "correct horse battery staple"
  private static let secret = Array("station-test-secret!".utf8)

  /// A site with a crew's photographer who has password and phone.
  private func site(
    _ engine: SQLEngine = .sqlite, log: CapturedLog? = nil
  ) async throws -> (RouteRecords, RunningSite) {
    let records = try await RouteRecords(Province(on: engine))
    let account = try #require(records.accounts[.photographer])
    let center = records.province.center
    let invitation = try await center.inviteAgain(accountID: account, by: MachineOperator())
    try await center.acceptInvitation(token: invitation.token, password: Self.password)
    try await center.records.write {
      try $0.putFactor(.totp, secret: Self.secret, serial: "A", lastStep: 0, of: account)
    }
    return (records, try await RunningSite(records.province, log: log))
  }

  private func digits(_ province: Province) -> String {
    OneTimePassword.code(secret: Self.secret, step: province.time.now / OneTimePassword.stepMilliseconds)
  }

  private struct Asked: Encodable {
    var signInName: String
    var password: String
    var digits: String?
    var card: StationCard
    var campaign: String?
    var number: Int?
  }

  private func asked(
    _ records: RouteRecords, _ station: TestStation, password: String = password, digits: String?, number: Int? = nil
  ) throws -> [UInt8] {
    Array(
      try JSONEncoder().encode(
        Asked(
          signInName: "by-photographer", password: password, digits: digits, card: station.card,
          campaign: number == nil ? nil : records.campaignID, number: number)))
  }

  private struct Refused: Decodable {
    let code: String
    let error: String
  }

  private func refused(_ body: [UInt8]) throws -> Refused { try JSONDecoder().decode(Refused.self, from: Data(body)) }

  @Test(
    "Sign in at the station, take a visit along, hand packets in, see the others: no cookie anywhere",
    arguments: SQLEngine.allCases)
  func wholeWay(engine: SQLEngine) async throws {
    let (records, site) = try await site(engine)
    let province = records.province
    var station = try TestStation(1)
    struct Visits: Decodable { let visits: [VisitToTake] }
    let list = try await site.send("/station/visits", asked(records, station, digits: digits(province)))
    let visits = try JSONDecoder().decode(Visits.self, from: Data(list.body)).visits
    #expect(list.status == 200 && visits.map(\.number).contains(2) && visits.allSatisfy { $0.campaign == records.campaignID })
    province.time.advance(minutes: 1)
    let file = try await site.send(
      "/station/visit-file", asked(records, station, digits: digits(province), number: 2))
    #expect(file.status == 200 && file.cookies == 0)
    let head = try JSONDecoder().decode(TakeAlongHead.self, from: Data(VisitFile.head(of: file.body)))
    #expect(head.range == 1 && head.visit == 2)
    // no session is left behind
    let account = try #require(records.accounts[.photographer])
    #expect(
      try await province.center.records.read {
        try $0.count("SELECT COUNT(*) AS n FROM session WHERE account_id = ? AND device = '拍摄工作站'", [.text(account)])
      } == 0)
    let notice = station.happening(
      .noticed(StationNotice(kind: .inletBack, chinese: "来了")), by: account, at: province.time.now)
    let packet = try station.packet(notice, for: head)
    let taken = try await site.send("/station/packets", packet)
    #expect(taken.status == 200 && taken.text == "{\"packet\":\"\(notice.id)\",\"state\":\"taken\"}" && taken.cookies == 0)
    #expect(try await site.send("/station/packets", packet).text.contains("\"known\""))
    // the second station sees it
    let second = try TestStation(2)
    province.time.advance(minutes: 1)
    _ = try await site.send("/station/visit-file", asked(records, second, digits: digits(province), number: 2))
    let question = Array("{\"campaign\":\"\(records.campaignID)\",\"visit\":2,\"known\":{}}".utf8)
    let proof = try second.proof(path: "/station/happenings", at: province.time.now, body: question)
    let headers = [
      ("x-biying-station", second.card.id), ("x-biying-time", String(province.time.now)), ("x-biying-signature", proof),
    ]
    let seen = try await site.send("/station/happenings", question, headers: headers)
    struct Happenings: Decodable { let happenings: [Happening] }
    #expect(seen.status == 200)
    #expect(try JSONDecoder().decode(Happenings.self, from: Data(seen.body)).happenings == [notice])
    let unproven = try await site.send("/station/happenings", question, headers: Array(headers.dropLast()))
    #expect(try unproven.status == 403 && refused(unproven.body).code == "station.request-unproven")
    await site.stop()
  }

  @Test("Refused as JSON with a code: wrong password, no second factor, garbage, unknown station, wrong signature")
  func refusals() async throws {
    let (records, site) = try await site()
    let province = records.province
    var station = try TestStation(1)
    let wrong = try await site.send(
      "/station/visits", asked(records, station, password: "not the right one", digits: digits(province)))
    #expect(try wrong.status == 401 && refused(wrong.body).code == "sign-in.wrong")
    #expect(try refused(wrong.body).error.hasPrefix("登录名或密码不对"))
    let half = try await site.send("/station/visits", asked(records, station, digits: nil))
    #expect(try half.status == 401 && refused(half.body).code == "sign-in.wrong-second-factor")
    #expect(try await site.send("/station/visits", Array("x".utf8)).status == 400)
    let garbage = try await site.send("/station/packets", Array("GIF89a".utf8))
    #expect(try garbage.status == 422 && refused(garbage.body).code == "packet.not-a-packet")
    let file = try await site.send(
      "/station/visit-file", asked(records, station, digits: digits(province), number: 2))
    let head = try JSONDecoder().decode(TakeAlongHead.self, from: Data(VisitFile.head(of: file.body)))
    let notice = station.happening(
      .noticed(StationNotice(kind: .diskFull, chinese: "满")), by: "a", at: province.time.now)
    let strange = try await site.send("/station/packets", TestStation(7).packet(notice, for: head))
    #expect(try strange.status == 403 && refused(strange.body).code == "packet.station-unknown")
    var changed = try station.packet(notice, for: head)
    changed[changed.count - 1] ^= 1
    let forged = try await site.send("/station/packets", changed)
    #expect(try forged.status == 422 && refused(forged.body).code == "packet.signature-wrong")
    let large = try await site.send("/station/visits", [UInt8](repeating: 0x20, count: StationLimits.requestBytes + 1))
    #expect(large.status == 422)
    await site.stop()
  }

  @Test("Guessing at a station is slowed down as at the sign-in page")
  func guessing() async throws {
    let (records, site) = try await site()
    let station = try TestStation(1)
    var statuses: [Int] = []
    for _ in 0..<7 {
      statuses.append(
        try await site.send(
          "/station/visits", asked(records, station, password: "wrong wrong wrong", digits: "000000")
        ).status)
    }
    #expect(statuses == [401, 401, 401, 401, 401, 429, 429])
    await site.stop()
  }

  @Test("A page of another site sends nothing to the other addresses, and no cookie opens the stations'")
  func origins() async throws {
    let (records, site) = try await site()
    let planner = try await records.province.session(of: try #require(records.accounts[.planner]))
    let page = try await site.fetch("/station/packets", session: planner, form: [("x", "1")])
    #expect(page.status == 422 && page.cookies.isEmpty)
    #expect(try await site.send("/campaigns/\(records.campaignID)/stations/import", [1]).status == 403)
    await site.stop()
  }

  @Test("Requests that have no room wait for it; a crowd is asked to come again")
  func gate() async throws {
    let gate = StationGate(roomBytes: 10, mostWaiting: 2)
    #expect(await gate.enter(8))
    async let second = gate.enter(5)
    async let third = gate.enter(5)
    try await Task.sleep(for: .milliseconds(100))
    #expect(await gate.enter(1) == false, "nobody passes those who wait, and no more than two wait")
    gate.leave(8)
    let entered = await [second, third]
    #expect(entered == [true, true])
    gate.leave(5)
    gate.leave(5)
    #expect(await gate.enter(10))
    let cancelled = Task { await gate.enter(10) }
    try await Task.sleep(for: .milliseconds(50))
    cancelled.cancel()
    #expect(await cancelled.value == false)
    gate.leave(10)
    #expect(await gate.enter(10))
  }
}
