extension Schema {
  /// 公开页面的文字: what everybody reads about a campaign (N6).
  static let publicTables = """
    -- Each text as it was written, none is ever changed: an older one is read, or written again as a new one.
    CREATE TABLE public_text_version (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      page TEXT NOT NULL CONSTRAINT public_text_version_page CHECK (page IN ('notice', 'preparation', 'questions')),
      version INTEGER NOT NULL,
      markdown TEXT NOT NULL,
      written_by TEXT NOT NULL,
      written_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, page, version)
    );

    -- Versions that everybody was shown; the highest is the one on the page. Without any, the page says what the settings say.
    CREATE TABLE public_text_published (
      campaign_id TEXT NOT NULL,
      page TEXT NOT NULL,
      version INTEGER NOT NULL,
      published_by TEXT NOT NULL,
      published_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, page, version),
      FOREIGN KEY (campaign_id, page, version) REFERENCES public_text_version (campaign_id, page, version)
    );
    """
}
