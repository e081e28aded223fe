import CArchive

/// Pictures in a ZIP, as an institution sends enrolment photos: each under a number, stored as it is.
enum PictureZip {
  static func write(_ pictures: [(name: String, bytes: [UInt8])], to path: String) throws {
    guard let archive = archive_write_new() else { throw SeasonFault.missing("ZIP") }
    defer { archive_write_free(archive) }
    archive_write_set_format_zip(archive)
    archive_write_zip_set_compression_store(archive)
    guard archive_write_open_filename(archive, path) == ARCHIVE_OK else { throw SeasonFault.missing(path) }
    for picture in pictures {
      guard let entry = archive_entry_new() else { throw SeasonFault.missing("ZIP") }
      defer { archive_entry_free(entry) }
      archive_entry_set_pathname(entry, picture.name)
      archive_entry_set_filetype(entry, 0o100_000)
      archive_entry_set_perm(entry, 0o644)
      archive_entry_set_size(entry, Int64(picture.bytes.count))
      guard archive_write_header(archive, entry) == ARCHIVE_OK,
        picture.bytes.withUnsafeBytes({ archive_write_data(archive, $0.baseAddress, $0.count) }) == picture.bytes.count
      else { throw SeasonFault.missing(path) }
    }
    guard archive_write_close(archive) == ARCHIVE_OK else { throw SeasonFault.missing(path) }
  }
}
