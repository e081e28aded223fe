import GraduatePhotos
import Storage

extension Transaction {
  /// Ends the open photo claims about somebody whose newer portrait was released: he was shot again, and waits on nobody any more (A6).
  ///
  /// The institution looks at the new picture all the same: a verdict holds only for the picture it was about.
  func settlePhotoClaims(of personID: String, portrait number: Int, campaignID: String, by actor: some SignedIn) throws {
    for claim in try openClaims(of: personID, campaignID: campaignID)
    where claim.kind == .photo && claim.portraitNumber < number {
      try end(claim, .shotAgain, "", campaignID: campaignID, by: actor)
    }
  }
}
