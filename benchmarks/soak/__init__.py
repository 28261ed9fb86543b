"""Crawls, loads, reports and queries at once, with random kills: does anything get lost, does anybody have to wait?"""
