import Hummingbird
import Workflow

/// The addresses of one slip.
struct SlipAddress: Sendable {
  let campaignID: String
  let slipID: String

  init(_ call: Call) {
    campaignID = call.part("campaign")
    slipID = call.part("slip")
  }

  init(campaignID: String, slipID: String) {
    self.campaignID = campaignID
    self.slipID = slipID
  }

  var page: String { "/campaigns/\(campaignID)/slips/\(slipID)" }
  var form: String { page + "/form" }
  var draft: String { page + "/draft" }
  var check: String { page + "/check" }
  var paper: String { page + "/paper" }
  var seal: String { page + "/seal" }
  func version(_ number: Int) -> String { "\(page)/versions/\(number)" }

  /// 「登记与学生名单 › 登记单」.
  var trail: [Frame.Crumb] {
    [
      .init(label: "登记与学生名单", address: "/campaigns/\(campaignID)/registration"),
      .init(label: "登记单", address: page),
    ]
  }
}

/// Runs `work`; a record out of reach is a page that is not there.
func orNotFound<T>(_ work: () async throws -> T) async throws -> T {
  do {
    return try await work()
  } catch SlipRefusal.notFound, SlipRefusal.versionUnknown, SealRefusal.notFound, NoticeRefusal.notFound {
    throw HTTPError(.notFound)
  }
}

extension Call {
  /// The slip of the address, when it is of the address's campaign and within reach.
  func slip(for reader: some PaperReader) async throws -> SlipRecord {
    let record = try await orNotFound { try await center.slip(part("slip"), for: reader) }
    guard record.campaignID == part("campaign") else { throw HTTPError(.notFound) }
    return record
  }
}
