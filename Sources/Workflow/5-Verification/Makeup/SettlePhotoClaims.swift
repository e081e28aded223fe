import GraduatePhotos
import Storage

extension Transaction {
  /// Ends the open photo claims about somebody whose newer portrait was released: he was shot again, and waits on nobody any more (A6).
  ///
  /// The institution looks at the new picture all the same: a verdict holds only for the picture it was about.
  func settlePhotoClaims(of seen: SeenPortrait, campaignID: String, by actor: some SignedIn) throws {
    for claim in try openClaims(of: seen.person, campaignID: campaignID) where claim.kind == .photo {
      // A release that was taken back and given again is the same picture under another number.
      let blamed = try row(
        "SELECT shot_id FROM portrait WHERE campaign_id = ? AND person_id = ? AND number = ?",
        [.text(campaignID), .text(seen.person), .int(claim.portraitNumber)])
      guard try blamed?.text("shot_id") != seen.shot else { continue }
      try end(claim, .shotAgain, "", campaignID: campaignID, by: actor)
    }
  }
}
