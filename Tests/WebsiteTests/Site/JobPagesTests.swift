import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// What the doctor's hint and a failed mail lead to.
@Suite struct JobPagesTests {
  @Test("N3: a job that was set aside shows its reason and runs again on a click; a mail that did not leave is sent again")
  func retried() async throws {
    let province = try await Province()
    let place = try await province.place()
    let request = AccountRequest(
      role: .liaison, signInName: "mailed", name: "测试", email: "zhang@example.edu.cn", institutionID: place.institutionID)
    _ = try await province.center.invite(request, by: MachineOperator())
    let planner = try await province.planner()
    _ = try await province.center.remindInstitutions(campaignID: place.campaignID, lineIDs: nil, by: planner)
    let job = try #require(try await province.center.leaseJob(owner: "node"))
    try await province.center.finishJob(job, owner: "node", outcome: .poison(reason: "邮件服务器答复 450"))
    let site = try await RunningSite(province)
    let session = try await province.session(of: planner.accountID)
    let outbox = "/campaigns/\(place.campaignID)/outbox"
    let mails = try await site.fetch(outbox, session: session)
    #expect(mails.text.contains("多次发送失败") && mails.text.contains("邮件服务器答复 450") && mails.text.contains("1 封没有发出"))
    #expect(mails.text.contains("z***@example.edu.cn") && !mails.text.contains("zhang@"))
    let jobs = try await site.fetch("/jobs", session: session)
    #expect(jobs.text.contains("发送邮件或消息") && jobs.text.contains("邮件服务器答复 450") && jobs.text.contains("1 项多次失败"))
    let csrf = site.csrf(of: jobs)
    let again = try await site.fetch("/jobs/\(job.id)/retry", session: session, form: [("csrf", csrf)])
    #expect(again.location == "/jobs?done=retried")
    #expect(try await site.fetch(again.location, session: session).text.contains("没有搁置的任务"))
    #expect(try await province.center.jobOverview(for: planner).waiting == 1)
    let twice = try await site.fetch("/jobs/\(job.id)/retry", session: session, form: [("csrf", csrf)])
    #expect(twice.status == 422 && twice.text.contains("已经不在搁置清单里"))

    let next = try #require(try await province.center.leaseJob(owner: "node"))
    try await province.center.finishJob(next, owner: "node", outcome: .poison(reason: "邮件服务器答复 450"))
    let message = try #require(try await province.center.outbox(campaignID: place.campaignID, for: planner).messages.first)
    let sent = try await site.fetch("\(outbox)/\(message.id)/again", session: session, form: [("csrf", csrf)])
    #expect(sent.location == outbox + "?done=again")
    #expect(try await province.center.jobsSetAside(for: planner).isEmpty)
    await site.stop()
  }

  @Test("Promise 8: the center's own journal has a page for the officer, with the way to accounts")
  func centerJournal() async throws {
    let province = try await Province()
    let officer = try await province.officer()
    let site = try await RunningSite(province)
    let session = try await province.session(of: officer.accountID)
    let page = try await site.fetch("/journal", session: session)
    #expect(page.status == 200 && page.text.contains("邀请账号") && page.text.contains("系统管理员（本机命令）"))
    #expect(page.text.contains("href=\"/accounts/\(officer.accountID)\""))
    #expect(page.text.contains("kind=account&amp;record=\(officer.accountID)"))
    await site.stop()
  }
}
