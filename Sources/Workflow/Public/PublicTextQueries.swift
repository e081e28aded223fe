import GraduatePhotos
import Storage

extension Transaction {
  func publicCampaignPage(_ campaignID: String) throws -> PublicCampaignPage {
    let plan = try storedCampaign(campaignID).plan
    return PublicCampaignPage(
      id: campaignID, plan: plan, standard: try storedStandard(plan.photoStandard)?.standard,
      shortPath: "/s/" + ShortKey.campaign(campaignID))
  }

  /// The newest first.
  func publicTextVersions(_ page: PublicTextPage, _ campaignID: String) throws -> [PublicTextVersion] {
    try rows(
      """
      SELECT v.version, v.written_by, v.written_at, p.published_by, p.published_at FROM public_text_version v
      LEFT JOIN public_text_published p ON p.campaign_id = v.campaign_id AND p.page = v.page AND p.version = v.version
      WHERE v.campaign_id = ? AND v.page = ? ORDER BY v.version DESC
      """, [.text(campaignID), .text(page.rawValue)]
    ).map { row in
      PublicTextVersion(
        version: try row.int("version"), writtenBy: try actorName(row.text("written_by")),
        writtenAt: try row.integer("written_at"), publishedAt: try row.optionalInteger("published_at"),
        publishedBy: try row.optionalText("published_by").map { try actorName($0) } ?? "")
    }
  }

  /// Nil when there is no such version.
  func publicText(_ page: PublicTextPage, version: Int, _ campaignID: String) throws -> String? {
    try row(
      "SELECT markdown FROM public_text_version WHERE campaign_id = ? AND page = ? AND version = ?",
      [.text(campaignID), .text(page.rawValue), .int(version)]
    )?.text("markdown")
  }

  /// What everybody reads; nil while nothing is published.
  func publishedText(_ page: PublicTextPage, _ campaignID: String) throws -> PublishedText? {
    try row(
      """
      SELECT v.version, v.markdown, p.published_at FROM public_text_published p
      JOIN public_text_version v ON v.campaign_id = p.campaign_id AND v.page = p.page AND v.version = p.version
      WHERE p.campaign_id = ? AND p.page = ? ORDER BY p.version DESC LIMIT 1
      """, [.text(campaignID), .text(page.rawValue)]
    ).map { row in
      PublishedText(
        page: page, markdown: try row.text("markdown"), version: try row.int("version"),
        publishedAt: try row.integer("published_at"))
    }
  }

  func insertPublicText(
    _ page: PublicTextPage, version: Int, _ markdown: String, _ campaignID: String, by actor: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO public_text_version (campaign_id, page, version, markdown, written_by, written_at) VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .text(campaignID), .text(page.rawValue), .int(version), .text(markdown), .text(actor.accountID), .integer(now),
      ])
  }

  func insertPublishedText(
    _ page: PublicTextPage, version: Int, _ campaignID: String, by actor: some SignedIn
  ) throws {
    try execute(
      "INSERT INTO public_text_published (campaign_id, page, version, published_by, published_at) VALUES (?, ?, ?, ?, ?)",
      [.text(campaignID), .text(page.rawValue), .int(version), .text(actor.accountID), .integer(now)])
  }

  /// The refusal for who did not see the newest version.
  func publicTextChanged(_ page: PublicTextPage, _ newest: PublicTextVersion?) -> ChangedMeanwhile {
    ChangedMeanwhile(
      what: "「\(page.chineseName)」的文字", who: newest?.writtenBy ?? "别人", at: newest?.writtenAt ?? now)
  }
}
