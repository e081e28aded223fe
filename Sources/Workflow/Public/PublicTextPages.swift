import GraduatePhotos

/// A text as everybody reads it.
public struct PublishedText: Sendable, Hashable {
  public let page: PublicTextPage
  /// With its fields.
  public let markdown: String
  /// Nil for the text that is said from the campaign's settings, because nobody published one.
  public let version: Int?
  /// Milliseconds UTC; nil like ``version``.
  public let publishedAt: Int64?
}

/// A campaign's page for everybody: its settings and what they rest on; no person.
public struct PublicCampaignPage: Sendable {
  public let id: String
  public let plan: CampaignPlan
  /// The photo standard that applies; nil when it is not known here.
  public let standard: PhotoStandard?
  /// 「/s/…」.
  public let shortPath: String
}

/// One version of a text: who, when, and whether everybody saw it.
public struct PublicTextVersion: Sendable, Hashable, Identifiable {
  public let version: Int
  public let writtenBy: String
  /// Milliseconds UTC.
  public let writtenAt: Int64
  /// Milliseconds UTC; nil while it was not published.
  public let publishedAt: Int64?
  /// Empty like ``publishedAt``.
  public let publishedBy: String

  public var id: Int { version }
}

/// A text where it is written.
public struct PublicTextRoom: Sendable {
  public let page: PublicTextPage
  public let campaign: PublicCampaignPage
  /// What the settings say, as Markdown.
  public let standing: String
  /// The newest version's text; nil when nobody wrote one.
  public let newest: String?
  /// The newest first.
  public let versions: [PublicTextVersion]

  /// The version a change is made from; 0 when nobody wrote one.
  public var version: Int { versions.first?.version ?? 0 }
  /// What everybody reads; nil for what the settings say.
  public var published: PublicTextVersion? { versions.first { $0.publishedAt != nil } }
  /// Whether what was written last is not what everybody reads.
  public var isWaiting: Bool { version != (published?.version ?? 0) }
}
