import GraduatePhotos
import TestSupport

@testable import Website
@testable import Workflow

/// A browser in which somebody is signed in, second factor proved.
enum CampaignBrowser {
  static func signedIn(
    _ role: Role, at site: RunningSite, _ shape: Browser.Shape, institutionID: String? = nil
  ) async throws -> Browser {
    let account = try await site.province.account(role, "by-\(role.rawValue)", institutionID: institutionID)
    return try await signedIn(as: account, at: site, shape)
  }

  /// The same for an account that is there.
  static func signedIn(as account: String, at site: RunningSite, _ shape: Browser.Shape) async throws -> Browser {
    let token = try await site.province.session(of: account)
    let browser = try await Browser(shape)
    try await browser.open(site.address + "/sign-in")
    let cookie: JSONValue = ["name": "biying-session", "value": .string(token), "path": "/"]
    try await browser.command("POST", "/cookie", ["cookie": cookie])
    return browser
  }

  /// What went wrong; 422 and 409 are answers of ours to forms.
  static func complaints(_ browser: Browser) async throws -> [String] {
    try await browser.complaints().filter { !$0.contains("422") && !$0.contains("409") }
  }
}
