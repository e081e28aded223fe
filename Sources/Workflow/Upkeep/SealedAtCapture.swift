/// What of capture lies encrypted in the rows.
extension SealedValues {
  static let stationVisits = SealedValues(
    table: "station_visit", chineseName: "场次密钥", idColumns: ["id"], valueColumn: "key_sealed", keyColumn: "key_id",
    record: { "station_visit:\($0[0])" })

  static let packets = SealedValues(
    table: "station_packet", chineseName: "拍摄数据包", idColumns: ["id"], valueColumn: "body_sealed", keyColumn: "key_id",
    record: { "station_packet:\($0[0])" })

  static let happenings = SealedValues(
    table: "happening", chineseName: "现场记录", idColumns: ["id"], valueColumn: "body_sealed", keyColumn: "key_id",
    record: { "happening:\($0[0])" })

  static let sparePersons = SealedValues(
    table: "spare_person", chineseName: "名单外人员", idColumns: ["id"], valueColumn: "body_sealed", keyColumn: "key_id",
    record: { "spare_person:\($0[0])" })

  static let signatures = SealedValues(
    table: "visit_signature", chineseName: "现场签字", idColumns: ["id"], valueColumn: "body_sealed", keyColumn: "key_id",
    record: { "visit_signature:\($0[0])" })

  static let referenceFaces = SealedValues(
    table: "reference_face", chineseName: "入学照片的人脸", idColumns: ["picture_id"], valueColumn: "embedding_sealed",
    keyColumn: "key_id", record: { "reference_face:\($0[0])" })

  static let errataUploads = SealedValues(
    table: "errata_upload", chineseName: "待确认的勘误表", idColumns: ["id"], valueColumn: "rows_sealed", keyColumn: "key_id",
    record: { "errata_upload:\($0[0])" })
}
