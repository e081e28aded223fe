/// Where the larger cities lie (`Cities/places.tsv`), to estimate travel times.
public enum CityPlaces {
  /// By 「甘肃/兰州」.
  private static let places: [String: TourCity] = {
    var places: [String: TourCity] = [:]
    for line in String(decoding: PackageResources.places_tsv, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "\t").map(String.init)
      guard parts.count == 4, let latitude = Double(parts[2]), let longitude = Double(parts[3]) else { continue }
      places["\(parts[1])/\(parts[0])"] = TourCity(parts[0], latitude: latitude, longitude: longitude)
    }
    return places
  }()

  /// The place of a city of a province, however its name is written: 「兰州市」, 「临夏回族自治州」, 「兰州」.
  ///
  /// Nil for what is not in the list. The result bears the name that was given.
  public static func place(of city: String, in province: String) -> TourCity? {
    let shortProvince = StudyCenter.shortProvince(province)
    for name in names(city.trimmed) {
      if let found = places["\(shortProvince)/\(name)"] {
        return TourCity(city, latitude: found.latitude, longitude: found.longitude)
      }
    }
    return nil
  }

  /// As it is written, then shorter and shorter.
  private static func names(_ city: String) -> [String] {
    var names = [city]
    for ending in ["市", "县", "区", "地区", "盟", "州"] where city.hasSuffix(ending) && city.count > ending.count + 1 {
      names.append(String(city.dropLast(ending.count)))
    }
    // 「临夏回族自治州」: what stands before the first people's name
    if city.hasSuffix("自治州") || city.hasSuffix("自治县") {
      names += (2...max(2, city.count - 3)).reversed().map { String(city.prefix($0)) }
    }
    return names
  }
}
